/**
 * The codes that an action of CAM may answer whatever it does.
 *
 * @see https://www.tencentcloud.com/document/product/598/33559 (errors of DescribeRoleList)
 */
export const CAM_CODES: readonly string[] = [
  'InternalError.SystemError',
  'InvalidParameter.ParamError',
];

/**
 * The codes for a document that CAM does not take.
 *
 * @see https://github.com/TencentCloud/tencentcloud-sdk-go (the comment on CreatePolicy lists them)
 */
export const DOCUMENT_CODES: readonly string[] = [
  'InvalidParameter.ActionError',
  'InvalidParameter.ConditionError',
  'InvalidParameter.EffectError',
  'InvalidParameter.PolicyDocumentError',
  'InvalidParameter.PolicyDocumentLengthOverLimit',
  'InvalidParameter.PrincipalError',
  'InvalidParameter.ResourceError',
  'InvalidParameter.StatementError',
  'InvalidParameter.VersionError',
];
