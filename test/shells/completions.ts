import { completionScript } from '../../cli/usage/completion.ts';
import { GENERAL_FLAGS } from '../../cli/usage/flags.ts';
import { NOUNS, VERBS } from '../../cli/usage/verbs.ts';

export function scriptFor(shell: 'bash' | 'zsh' | 'fish'): string {
  return completionScript(shell, NOUNS, VERBS, GENERAL_FLAGS);
}

const NAMES = VERBS.filter(({ noun }) => noun === 'dead-letters')
  .map(({ name }) => name)
  .sort();

/** What every shell proposes at the end of a line; words are separated by a space. */
export const COMPLETIONS: readonly (readonly [line: string, proposals: string])[] = [
  [
    'tenant-keys ',
    'completion dead-letters deploy destroy doctor fleet keys queue quota status tenants token',
  ],
  ['tenant-keys de', 'dead-letters deploy destroy'],
  ['tenant-keys xyz', ''],
  ['tenant-keys --re', '--region'],
  ['tenant-keys dead-letters ', NAMES.join(' ')],
  ['tenant-keys dead-letters re', 'redrive retry'],
  ['tenant-keys queue ', 'pause resume'],
  [
    'tenant-keys queue pause --',
    '--endpoint --help --json --namespace --plan --region --target --version --yes',
  ],
  ['tenant-keys quota ', 'show'],
  ['tenant-keys --target local fleet ', 'check repair'],
  [
    'tenant-keys dead-letters list --',
    '--all --code --endpoint --help --id --json --limit --namespace --older-than --region --stage --state --target --tenant --version',
  ],
  ['tenant-keys dead-letters show --re', '--region'],
  ['tenant-keys dead-letters redrive --stage ', 'announce create parse tag'],
  ['tenant-keys dead-letters redrive --stage t', 'tag'],
  ['tenant-keys dead-letters redrive --stage=p', 'parse'],
  ['tenant-keys dead-letters redrive --stage tag --stage c', 'create'],
  ['tenant-keys dead-letters list --code ', ''],
  ['tenant-keys dead-letters list --code X --st', '--stage --state'],
  ['tenant-keys deploy --target ', 'cloud local'],
  ['tenant-keys deploy --target=l', 'local'],
  ['tenant-keys --target ', 'cloud local'],
  ['tenant-keys deploy --plan --re', '--region --replace-functions'],
  ['tenant-keys fleet repair --plan ', ''],
  ['tenant-keys fleet check --tenants biome', 'biome.json'],
  ['tenant-keys token --te', '--tenant --tenants'],
  ['tenant-keys completion ', 'bash fish zsh'],
  ['tenant-keys completion z', 'zsh'],
];
