/** A command about the application as a whole. */
export type DeploymentCommand =
  | {
      readonly command: 'deploy';
      readonly target?: Target;
      readonly planOnly: boolean;
      readonly replaceFunctions: boolean;
    }
  | {
      readonly command: 'destroy';
      readonly target?: Target;
      readonly planOnly: boolean;
      /** Nobody is to be asked. */
      readonly isAgreed: boolean;
    }
  | { readonly command: 'doctor'; readonly target?: Target }
  | { readonly command: 'token'; readonly claims: TokenClaims };

/** The account in Tencent Cloud, or the local cloud of `npm start`. */
export type Target = 'cloud' | 'local';

/** Whom a token may act for. */
export type TokenClaims = { readonly tenants: readonly string[] } | { readonly service: true };

/** The command of a name. */
export type DeploymentCommandOf<Name extends DeploymentCommand['command']> = Extract<
  DeploymentCommand,
  { readonly command: Name }
>;
