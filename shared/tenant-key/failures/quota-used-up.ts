/** What KMS says, and we in its place, when there is no room for a key. */
export const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';
