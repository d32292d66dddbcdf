/** The calls by which an account lets the platform configure triggers and logs, as its console makes them. */
export const AUTHORIZATION: readonly [create: Call, attach: Call] = [
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

type Call = readonly [action: string, params: Readonly<Record<string, string>>];
