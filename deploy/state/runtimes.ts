/**
 * The Node runtimes that the vendor's pages list, the newest first. The bundles are tested under each of
 * them. The page of CreateFunction names no version after Nodejs18.15, the page of another product on the
 * same platform has all four.
 *
 * @see https://docs.cloudbase.net/cloud-function/runtime-support
 */
export const RUNTIMES = ['Nodejs24.11', 'Nodejs22.21', 'Nodejs20.19', 'Nodejs18.15'] as const;

/** The runtimes to fall back to when the platform refuses another, the first one first. */
export const FALLBACK_RUNTIMES: readonly string[] = RUNTIMES.slice(2);

/** Whether the vendor's pages list a runtime, and the bundles are tested under it. */
export function isListedRuntime(runtime: string): boolean {
  return RUNTIMES.some((listed) => listed === runtime);
}

/**
 * The names of the oldest listed runtime and of every later one. The platform may have those that the list
 * lacks, and only it can tell.
 */
export const RUNTIME_NAME = /^Nodejs(?:18\.(?:1[5-9]|[2-9][0-9])|(?:19|[2-9][0-9])\.[0-9]{1,3})$/;
