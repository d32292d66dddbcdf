import type { Service } from '../../emulator/api/service.ts';
import { COS_ACTIONS } from '../../emulator/cos/operations.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { table } from './markdown-table.ts';

/** The actions of the local cloud, from the tables of its services. */
export function localCloudActions(): string {
  const rows = emulatedServices([], '').map(({ product, version, actions }) => [
    `${NAMES[product]} (${version})`,
    [...actions.keys()].sort().join(', '),
  ]);
  const cos = COS_ACTIONS.map((action) => action.replace('cos:', '')).sort();
  return table(['API', 'actions'], [...rows, ['COS', cos.join(', ')]]);
}

const NAMES: Readonly<Record<Service['product'], string>> = {
  kms: 'KMS',
  tag: 'Tag',
  scf: 'SCF',
  cam: 'CAM',
  ckafka: 'CKafka',
  sts: 'STS',
};
