/**
 * The codes that the vendor documents alike for each action of CKafka.
 *
 * @see https://github.com/TencentCloud/tencentcloud-sdk-go (the comments on the client list them)
 */
export const CKAFKA_CODES: readonly string[] = [
  'FailedOperation',
  'InternalError',
  'InvalidParameter',
  'InvalidParameterValue.InstanceNotExist',
  'InvalidParameterValue.NotAllowedEmpty',
  'InvalidParameterValue.RepetitionValue',
  'InvalidParameterValue.WrongAction',
  'ResourceNotFound',
  'ResourceUnavailable',
  'UnauthorizedOperation',
];
