/** Which cloud a command is about: an account of Tencent Cloud, or the local cloud of `npm start`. */
export type Target = 'cloud' | 'local';

/** Which cloud a command is about, as far as its flags and TENANT_KEYS_ENDPOINT say. */
export type TargetOptions = {
  readonly target?: Target;
  /** The address of the API, without a slash at its end; left out, the vendor's own hosts. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly namespace?: string;
};

type ResolvedTarget =
  | { readonly target: 'local'; readonly endpoint: string }
  | { readonly target: 'cloud'; readonly endpoint: string | undefined };

/**
 * Where nothing says which cloud is meant, a loopback endpoint means the local cloud. An endpoint that
 * is given always holds: the target decides only whose credentials and settings are used there.
 */
export function resolveTarget({ target, endpoint }: TargetOptions): ResolvedTarget {
  const isLocal = target === 'local' || (endpoint !== undefined && isLoopback(endpoint));
  return isLocal && target !== 'cloud'
    ? { target: 'local', endpoint: endpoint ?? LOCAL_ENDPOINT }
    : { target: 'cloud', endpoint };
}

/** Where `npm start` serves the local cloud by default. */
export const LOCAL_ENDPOINT = 'http://127.0.0.1:4700';

/** Whether an endpoint is an address of this machine, as that of a local cloud is. */
export function isLoopback(endpoint: string): boolean {
  return /^https?:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::|$)/.test(endpoint);
}
