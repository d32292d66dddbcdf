/** Roles and policies of the account; they belong to no region. */
export type CamState = {
  /** By name. */
  readonly roles: Map<string, CamRole>;
  /** By id. */
  readonly policies: Map<number, CamPolicy>;
  nextPolicyId: number;
};

export type CamRole = {
  readonly name: string;
  readonly roleId: string;
  readonly addTimeMs: number;
  modTimeMs: number;
  description: string;
  /** Who may take the role, as JSON. */
  trust: string;
  /** Ids of the policies that it has. */
  readonly policyIds: Set<number>;
};

export type CamPolicy = {
  readonly id: number;
  name: string;
  readonly addTimeMs: number;
  modTimeMs: number;
  description: string;
  /** As JSON, as it came. */
  document: string;
  /** What the document says. */
  statements: readonly PolicyStatement[];
};

export function emptyCamState(): CamState {
  return { roles: new Map(), policies: new Map(), nextPolicyId: 1 };
}

/** One statement of a policy, of which CAM's shorter ways of writing are written out. */
export type PolicyStatement = {
  readonly effect: 'allow' | 'deny';
  /** Such as `kms:CreateKey`, without the old prefix `name/`. A `*` stands for any text. */
  readonly actions: readonly string[];
  /** Each is `*` or has six segments. */
  readonly resources: readonly string[];
};
