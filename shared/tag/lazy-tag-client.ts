import type { TencentClient, TencentClientSettings } from '../tencent/client.ts';

/**
 * A client of the Tag service that is loaded with its first call: where tags need not be made known
 * and KMS takes those of a request, there is none.
 */
export function lazyTagClient(settings: TencentClientSettings): TencentClient {
  let loaded: Promise<TencentClient> | undefined;
  return {
    request: async (action, params, signal) => {
      loaded ??= import('./tag-client.ts').then(({ tagClient }) => tagClient(settings));
      return (await loaded).request(action, params, signal);
    },
  };
}
