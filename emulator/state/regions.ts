/**
 * The regions that have KMS. The vendor publishes them only by the call GetRegions, so this list is
 * a choice of the local cloud.
 */
export const KMS_REGIONS: readonly string[] = [
  'ap-guangzhou',
  'ap-shanghai',
  'ap-beijing',
  'ap-chengdu',
  'ap-hongkong',
  'ap-singapore',
  'ap-bangkok',
  'ap-jakarta',
  'ap-seoul',
  'ap-tokyo',
  'eu-frankfurt',
  'na-siliconvalley',
  'na-ashburn',
];
