import { allOf } from '../../terminal/sentences.ts';

type Flags = ReadonlyMap<string, readonly string[]>;

// The commands without a noun. Each flag has been checked for itself.

export function deployOf(flags: Flags): DeploymentCommand {
  return {
    command: 'deploy',
    planOnly: flags.has('--plan'),
    replaceFunctions: flags.has('--replace-functions'),
  };
}

export function destroyOf(flags: Flags): DeploymentCommand {
  return {
    command: 'destroy',
    planOnly: flags.has('--plan'),
    isAgreed: flags.has('--yes'),
  };
}

export function doctorOf(): DeploymentCommand {
  return { command: 'doctor' };
}

/** For whom a token is; or, in a sentence, why that cannot be told. */
export function tokenOf(flags: Flags): DeploymentCommandOf<'token'> | string {
  const given = ['--tenant', '--tenants', '--service'].filter((flag) => flags.has(flag));
  if (given.length === 0) {
    return 'Say for whom the token is: --tenant acme, --tenants acme,globex, or --service for every tenant.';
  }
  if (given.length > 1) return `A token has one of ${allOf(given)}: leave out the others.`;
  if (flags.has('--service')) return { command: 'token', claims: { service: true } };
  const [list = ''] = flags.get('--tenant') ?? flags.get('--tenants') ?? [];
  return { command: 'token', claims: { tenants: [...new Set(list.split(','))] } };
}

/** A command about the application as a whole. */
export type DeploymentCommand =
  | {
      readonly command: 'deploy';
      readonly planOnly: boolean;
      readonly replaceFunctions: boolean;
    }
  | {
      readonly command: 'destroy';
      readonly planOnly: boolean;
      /** Nobody is to be asked. */
      readonly isAgreed: boolean;
    }
  | { readonly command: 'doctor' }
  | { readonly command: 'token'; readonly claims: TokenClaims };

/** Whom a token may act for. */
export type TokenClaims = { readonly tenants: readonly string[] } | { readonly service: true };

/** The command of a name. */
export type DeploymentCommandOf<Name extends DeploymentCommand['command']> = Extract<
  DeploymentCommand,
  { readonly command: Name }
>;
