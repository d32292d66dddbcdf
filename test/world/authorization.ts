/** The calls by which an account lets the platform configure triggers and logs, as its console makes them. */
export const AUTHORIZATION: readonly (readonly [action: string, params: Record<string, string>])[] =
  [
    [
      'CreateRole',
      {
        RoleName: 'SCF_QcsRole',
        PolicyDocument:
          '{"version":"2.0","statement":[{"effect":"allow","action":"name/sts:AssumeRole","principal":{"service":"scf.qcloud.com"}}]}',
      },
    ],
    ['AttachRolePolicy', { AttachRoleName: 'SCF_QcsRole', PolicyName: 'QcloudAccessForScfRole' }],
  ];
