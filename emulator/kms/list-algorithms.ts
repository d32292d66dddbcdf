import { defineAction } from '../api/define-action.ts';
import { ALGORITHMS, type Algorithm, isOfferedIn } from './algorithms.ts';

/** Lists what keys of the region can be used for. */
export const listAlgorithms = defineAction({
  name: 'ListAlgorithms',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 100,
  codes: ['InternalError', 'UnauthorizedOperation'],
  answer(_params, { region }) {
    return {
      ok: true,
      response: {
        SymmetricAlgorithms: offered('symmetric', region),
        AsymmetricAlgorithms: offered('asymmetric', region),
        AsymmetricSignVerifyAlgorithms: offered('signature', region),
      },
    };
  },
});

function offered(kind: Algorithm['kind'], region: string) {
  return ALGORITHMS.filter((row) => row.kind === kind && isOfferedIn(row, region)).map(
    ({ keyUsage, algorithm }) => ({ KeyUsage: keyUsage, Algorithm: algorithm }),
  );
}
