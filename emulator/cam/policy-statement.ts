/** One statement of a policy, of which CAM's shorter ways of writing are written out. */
export type PolicyStatement = {
  readonly effect: 'allow' | 'deny';
  /** Such as `kms:CreateKey`, without the old prefix `name/`. A `*` stands for any text. */
  readonly actions: readonly string[];
  /** Each is `*` or has six segments. */
  readonly resources: readonly string[];
};
