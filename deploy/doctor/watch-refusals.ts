import { readFailure } from '../../shared/tencent/call.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { DeployApis } from '../deploy-apis.ts';

export type WatchedApis = {
  readonly apis: DeployApis;
  /** The calls so far that CAM does not allow, such as `cam:GetRole`. */
  readonly refused: () => readonly string[];
};

/** The same products, with a note of each call that the caller has no right to make. */
export function watchRefusals(apis: DeployApis): WatchedApis {
  const refused: string[] = [];

  function watched(product: string, client: TencentClient): TencentClient {
    return {
      request: async (action, params, signal) => {
        try {
          return await client.request(action, params, signal);
        } catch (error) {
          const { code } = readFailure(error, action);
          if (/^(?:AuthFailure\.)?UnauthorizedOperation/.test(code)) {
            refused.push(`${product}:${action}`);
          }
          throw error;
        }
      },
    };
  }

  const of = (product: keyof DeployApis) => ({
    ...apis[product],
    client: watched(product, apis[product].client),
  });
  return {
    apis: {
      scf: of('scf'),
      cam: of('cam'),
      ckafka: of('ckafka'),
      sts: of('sts'),
      kms: of('kms'),
      tag: of('tag'),
    },
    refused: () => refused,
  };
}
