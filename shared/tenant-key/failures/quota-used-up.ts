/** The code for a used-up key quota, both from KMS and from our own check of the quota. */
export const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';
