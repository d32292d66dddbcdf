import type { KeyStatusTable } from '../key-status/table.ts';
import type { CloudPorts } from '../ports.ts';
import type { KeyGrowth } from './key-growth.ts';

/** The ports of the function `oversee`, with what an instance of it keeps between its invocations. */
export type OversightPorts = Pick<
  CloudPorts,
  | ('keys' | 'reader' | 'records' | 'topics' | 'statuses')
  | ('publishOperation' | 'clock' | 'random' | 'wallMs')
> & { readonly keyStatus: KeyStatusTable; readonly growth: KeyGrowth };
