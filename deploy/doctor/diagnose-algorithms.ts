import { diagnoseUnread } from './diagnose-unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reading } from './reading.ts';

/** @see https://www.tencentcloud.com/document/product/1030/35177 (ListAlgorithms) */
export type Algorithms = {
  readonly SymmetricAlgorithms?: readonly Algorithm[];
  readonly AsymmetricAlgorithms?: readonly Algorithm[];
  readonly AsymmetricSignVerifyAlgorithms?: readonly Algorithm[];
};

type Algorithm = { readonly KeyUsage?: string };

/** What keys can be used for in the region; requests for anything else will park. */
export function diagnoseAlgorithms(algorithms: Reading<Algorithms>, region: string): Diagnosis {
  const check = 'algorithms';
  if (!algorithms.ok) {
    if (algorithms.failure.code !== 'UnsupportedRegion') {
      return diagnoseUnread(check, algorithms.failure);
    }
    const found = `There is no KMS in ${region}.`;
    return { check, state: 'bad', found, remedy: 'Choose another REGION in .env.' };
  }
  const { SymmetricAlgorithms = [], AsymmetricAlgorithms = [] } = algorithms.answer;
  const { AsymmetricSignVerifyAlgorithms = [] } = algorithms.answer;
  const all = [...SymmetricAlgorithms, ...AsymmetricAlgorithms, ...AsymmetricSignVerifyAlgorithms];
  const usages = [...new Set(all.map(({ KeyUsage = '' }) => KeyUsage))];
  if (!usages.includes(USUAL)) {
    const found = `${region} has no ${USUAL}, which keys are made for unless a request says otherwise.`;
    return { check, state: 'bad', found, remedy: 'Choose another REGION in .env.' };
  }
  return { check, state: 'good', found: `${region} has ${usages.join(', ')}.` };
}

const USUAL = 'ENCRYPT_DECRYPT';
