import { describe, expect, test } from 'vitest';
import { credentialsOf, openAccess } from '../../cli/invocation/access.ts';
import { resolveTarget } from '../../cli/invocation/target.ts';
import { parseCommandLine } from '../../cli/usage/command-line.ts';
import { verbName } from '../../cli/usage/verb.ts';
import { VERBS } from '../../cli/usage/verbs.ts';

const IN_A_REGION = { TENCENTCLOUD_REGION: 'ap-shanghai' };

/** A line in words, where '...' keeps words together. */
const wordsOf = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, kept, word]) => kept ?? word ?? '');

/** What the command line asks for, as data. */
function parse(line: string, env: Record<string, string> = IN_A_REGION): object {
  const parsed = parseCommandLine(wordsOf(line), env);
  if (!('run' in parsed)) return parsed;
  const { run: _, ...data } = parsed;
  return data;
}

const listed = (type: 'conjunction' | 'disjunction', words: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type }).format(words);

/** The verbs of dead letters, and the verbs that take a selection: a new verb changes no sentence here. */
const NAMES = VERBS.filter(({ noun }) => noun === 'dead-letters').map(({ name }) => name);
const SELECTING = listed(
  'conjunction',
  VERBS.filter(({ flags }) => flags.some(({ name }) => name === '--all')).map(verbName),
);

const ID = 'dl_LmjUxL-3HF_Ow1dmffRWZlc2TggkO7HmRe_HB3KRMJA';
/** The hash of a plan has no prefix, so it may begin with dashes. */
const DASHED_HASH = '-mjUxL-3HF_Ow1dmffRWZlc2TggkO7HmRe_HB3KRMJA';
const DASHES_HASH = '--jUxL-3HF_Ow1dmffRWZlc2TggkO7HmRe_HB3KRMJA';

describe('what the command is asked for', () => {
  test.each<[string, object]>([
    ['dead-letters list', { command: 'list', selection: { all: true } }],
    ['dead-letters list --limit 5', { command: 'list', selection: { all: true, limit: 5 } }],
    ['dead-letters plan --limit=007', { command: 'plan', selection: { all: true, limit: 7 } }],
    [
      'dead-letters plan --code LimitExceeded --code InternalError --code LimitExceeded',
      { command: 'plan', selection: { codes: ['LimitExceeded', 'InternalError'] } },
    ],
    [
      'dead-letters list --state waiting',
      { command: 'list', selection: { all: true, states: ['waiting'] } },
    ],
    [
      'dead-letters redrive --all --state all',
      { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } },
    ],
    [
      'dead-letters redrive --tenant acme --stage tag --stage create --older-than 90s',
      {
        command: 'redrive',
        selection: { tenantId: 'acme', stages: ['tag', 'create'], olderThanS: 90 },
      },
    ],
    [
      'dead-letters redrive --older-than 15m --limit 3',
      { command: 'redrive', selection: { olderThanS: 900, limit: 3 } },
    ],
    [
      'dead-letters redrive --older-than 2h',
      { command: 'redrive', selection: { olderThanS: 7200 } },
    ],
    [
      'dead-letters redrive --older-than=3d',
      { command: 'redrive', selection: { olderThanS: 259_200 } },
    ],
    ['dead-letters redrive --all', { command: 'redrive', selection: { all: true } }],
    [
      `dead-letters redrive --id ${ID} --id dl_LmjU`,
      { command: 'redrive', selection: { ids: [ID, 'dl_LmjU'] } },
    ],
    [`dead-letters show ${ID}`, { command: 'show', id: ID }],
    [`dead-letters show ${ID} --text`, { command: 'show', id: ID, text: true }],
    [`dead-letters show -- ${ID}`, { command: 'show', id: ID }],
    ['-- dead-letters show dl_abc', { command: 'show', id: 'dl_abc' }],
    ['dead-letters -- show dl_abc', { command: 'show', id: 'dl_abc' }],
    ['dead-letters show dl_a-b_', { command: 'show', id: 'dl_a-b_' }],
    [
      `dead-letters discard ${ID} dl_LmjU ${ID} --reason 'sent twice'`,
      { command: 'discard', ids: [ID, 'dl_LmjU'], reason: 'sent twice' },
    ],
    [
      'dead-letters discard --code RequestInvalid --tenant acme --reason twice',
      {
        ...{ command: 'discard', reason: 'twice' },
        selection: { codes: ['RequestInvalid'], tenantId: 'acme' },
      },
    ],
    ['dead-letters discard --all --plan', { command: 'discard', selection: { all: true } }],
    [
      'dead-letters discard dl_a dl_b --plan --reason twice',
      { command: 'discard', selection: { ids: ['dl_a', 'dl_b'] }, reason: 'twice' },
    ],
    [
      'dead-letters retry --code LimitExceeded --tenant acme',
      { command: 'retry', selection: { codes: ['LimitExceeded'], tenantId: 'acme' } },
    ],
    [
      'dead-letters retry --state waiting --id dl_a',
      { command: 'retry', selection: { states: ['waiting'], ids: ['dl_a'] } },
    ],
    [
      '--plan dead-letters retry --all --limit 3 --yes',
      { command: 'retry', selection: { all: true, limit: 3 } },
    ],
    ['quota', { command: 'quota' }],
    ['quota show', { command: 'quota' }],
    ['fleet check', { command: 'check' }],
    [`fleet repair --plan ${DASHED_HASH}`, { command: 'repair', planHash: DASHED_HASH }],
    [`fleet repair --plan=-${DASHED_HASH.slice(1)}`, { command: 'repair', planHash: DASHED_HASH }],
    [`fleet repair --plan ${DASHES_HASH}`, { command: 'repair', planHash: DASHES_HASH }],
    [`--plan ${DASHED_HASH} fleet repair`, { command: 'repair', planHash: DASHED_HASH }],
    ['--limit 5 dead-letters list', { command: 'list', selection: { all: true, limit: 5 } }],
    ['dead-letters --id=dl_a plan', { command: 'plan', selection: { ids: ['dl_a'] } }],
    [
      'dead-letters discard --reason twice dl_a dl_b',
      { command: 'discard', ids: ['dl_a', 'dl_b'], reason: 'twice' },
    ],
    [
      'dead-letters discard dl_a --reason=-v=1 dl_b',
      { command: 'discard', ids: ['dl_a', 'dl_b'], reason: '-v=1' },
    ],
    [
      // A tenant may have the name of a noun or verb.
      '--tenant quota dead-letters list',
      { command: 'list', selection: { tenantId: 'quota' } },
    ],
  ])('%s', (line, command) => {
    expect(parse(line)).toEqual({
      kind: 'call',
      command,
      target: {},
      targetFlags: [],
      json: false,
    });
  });

  test.each<[string, object, { readonly target?: string }?]>([
    [
      'deploy',
      {
        command: 'deploy',
        planOnly: false,
        replaceFunctions: false,
        isRollback: false,
        isAgreed: false,
      },
    ],
    [
      'deploy --plan --target local',
      {
        command: 'deploy',
        planOnly: true,
        replaceFunctions: false,
        isRollback: false,
        isAgreed: false,
      },
      { target: 'local' },
    ],
    [
      '--plan deploy --replace-functions --yes --target=cloud',
      {
        command: 'deploy',
        planOnly: true,
        replaceFunctions: true,
        isRollback: false,
        isAgreed: true,
      },
      { target: 'cloud' },
    ],
    [
      'deploy --rollback --plan',
      {
        command: 'deploy',
        planOnly: true,
        replaceFunctions: false,
        isRollback: true,
        isAgreed: false,
      },
    ],
    ['destroy', { command: 'destroy', planOnly: false, isAgreed: false }],
    [
      'destroy --yes --target local',
      { command: 'destroy', planOnly: false, isAgreed: true },
      { target: 'local' },
    ],
    ['destroy --plan', { command: 'destroy', planOnly: true, isAgreed: false }],
    ['doctor', { command: 'doctor' }],
    ['doctor --target local', { command: 'doctor' }, { target: 'local' }],
    ['token --tenant acme', { command: 'token', claims: { tenants: ['acme'] } }],
    ["token --tenant 'auth0|5f,7c'", { command: 'token', claims: { tenants: ['auth0|5f,7c'] } }],
    [
      'token --tenants acme,globex,acme',
      { command: 'token', claims: { tenants: ['acme', 'globex'] } },
    ],
    ['token --service', { command: 'token', claims: { service: true } }],
    ['completion zsh', { command: 'completion', shell: 'zsh' }],
  ])('%s', (line, command, target = {}) => {
    expect(parse(line, {})).toEqual({
      kind: 'deployment',
      command,
      target,
      targetFlags: target.target === undefined ? [] : ['--target', target.target],
      json: false,
    });
  });

  test.each([
    ['queue pause', { command: 'pause', planOnly: false, isAgreed: false }],
    ['queue resume --yes', { command: 'resume', planOnly: false, isAgreed: true }],
    ['--plan queue pause', { command: 'pause', planOnly: true, isAgreed: false }],
  ])('%s, where the functions are', (line, command) => {
    expect(parse(line, {})).toEqual({
      kind: 'deployment',
      ...{ command, findsFunctions: true, target: {}, targetFlags: [], json: false },
    });
    expect(parse(line, { TENCENTCLOUD_REGION: 'guangzhou' })).toEqual({
      kind: 'wrong',
      problem: 'TENCENTCLOUD_REGION must be a region such as ap-guangzhou, not "guangzhou".',
    });
  });

  test('where to deploy is left to .env, but for what the command line says', () => {
    const env = { TENCENTCLOUD_REGION: 'ap-tokyo', TENANT_KEYS_ENDPOINT: 'http://127.0.0.1:4800/' };
    expect(parse('doctor --json', env)).toMatchObject({
      target: { endpoint: 'http://127.0.0.1:4800' },
      targetFlags: [],
      json: true,
    });
    const line = 'deploy --region ap-shanghai --namespace keys --endpoint http://localhost:4700';
    expect(parse(line, env)).toMatchObject({
      target: { endpoint: 'http://localhost:4700', region: 'ap-shanghai', namespace: 'keys' },
      targetFlags: [
        ...['--endpoint', 'http://localhost:4700'],
        ...['--region', 'ap-shanghai'],
        ...['--namespace', 'keys'],
      ],
    });
  });

  test('flags may stand anywhere, and those about the target are kept for the next command', () => {
    const line =
      'fleet --json check --tenants - --region ap-tokyo --endpoint http://[::1]:4700/ --target local';
    expect(parse(`--namespace keys ${line}`)).toEqual({
      kind: 'call',
      command: { command: 'check' },
      target: {
        target: 'local',
        endpoint: 'http://[::1]:4700',
        region: 'ap-tokyo',
        namespace: 'keys',
      },
      targetFlags: [
        ...['--target', 'local'],
        ...['--endpoint', 'http://[::1]:4700/'],
        ...['--region', 'ap-tokyo'],
        ...['--namespace', 'keys'],
      ],
      json: true,
    });
  });

  test.each([
    '--help',
    '-h',
    'help',
    'quota --help',
    'quota help',
    'quota -h --nonsense',
    'dead-letters redrive --help',
    'nonsense --help',
    'deploy --help',
    'deploy help',
    'token -h',
  ])('%s asks for help', (line) => {
    expect(parse(line, {})).toMatchObject({
      kind: 'help',
      text: expect.stringMatching(/^Usage: /),
    });
  });

  test.each([
    'nonsense --help',
    'dead-letters list --limit abc --help',
    'dead-letters list --limit --help',
    'dead-letters list --nonsense -h',
    'deploy -v --help',
  ])('%s asks for help in spite of the mistake', (line) => {
    expect(parse(line, {})).toMatchObject({ kind: 'help' });
  });

  test.each(['--version', '-v', 'deploy --version', 'dead-letters -v', '--nonsense -v'])(
    '%s asks for the release',
    (line) => {
      expect(parse(line, {})).toEqual({ kind: 'version' });
    },
  );
});

describe('a mistake is reported in one sentence', () => {
  test.each<[string, string]>([
    [
      '',
      'A command is missing, such as tenant-keys dead-letters list; tenant-keys --help lists all.',
    ],
    ['dead-letter list', 'Unknown noun "dead-letter"; did you mean dead-letters?'],
    ['deadletters list', 'Unknown noun "deadletters"; did you mean dead-letters?'],
    ['Quota', 'Unknown noun "Quota"; did you mean quota?'],
    [
      'dlq',
      'Unknown command "dlq"; the nouns are keys, dead-letters, queue, quota, tenants and fleet, and the verbs without a noun status, deploy, destroy, doctor, token and completion.',
    ],
    ['depoly --plan', 'Unknown verb "depoly"; did you mean deploy?'],
    ['Deploy', 'Unknown verb "Deploy"; did you mean deploy?'],
    ['redeploy', 'Unknown verb "redeploy"; did you mean deploy?'],
    ['undeploy', 'Unknown verb "undeploy"; did you mean destroy?'],
    ['remove', 'Unknown verb "remove"; did you mean destroy?'],
    ['docter', 'Unknown verb "docter"; did you mean doctor?'],
    ['tokens --tenant acme', 'Unknown verb "tokens"; did you mean token?'],
    [
      'deploy production',
      'Unexpected "production": deploy takes only flags, such as --target local.',
    ],
    [
      'deploy local --plan',
      'Unexpected "local": deploy takes only flags; did you mean --target local?',
    ],
    [
      'deploy --plan local',
      'Unexpected "local": deploy takes only flags; did you mean --target local?',
    ],
    ['deploy --plan=yes', '--plan takes no value.'],
    ['deploy --target', '--target needs a value, as in --target local.'],
    ['deploy --target --plan', '--target needs a value, as in --target local.'],
    ['deploy --target loca', '--target must be cloud or local, not "loca"; did you mean local?'],
    ['deploy --target prod', '--target must be cloud or local, not "prod".'],
    ['deploy --dry-run', 'Unknown flag "--dry-run"; --help after a verb lists its flags.'],
    [
      'deploy --replace-function',
      'Unknown flag --replace-function; did you mean --replace-functions?',
    ],
    [
      'deploy --rollback --replace-functions',
      '--rollback replaces no function: leave out --replace-functions, or --rollback.',
    ],
    [
      'doctor --yes',
      '--yes is a flag of dead-letters redrive, dead-letters retry, dead-letters discard, queue pause, queue resume, tenants block, tenants unblock, deploy and destroy, not of doctor.',
    ],
    ['queue', 'The verb is missing: tenant-keys queue pause or resume.'],
    ['queue stop', 'Unknown verb "stop" of queue; its verbs are pause and resume.'],
    ['queue puase', 'Unknown verb "puase" of queue; did you mean pause?'],
    ['pause', 'The verb follows its noun: tenant-keys queue pause.'],
    ['queue pause now', 'Unexpected "now": queue pause takes only flags, such as --target local.'],
    ['queue resume --all', `--all is a flag of ${SELECTING}, not of queue resume.`],
    ['queue pause --yes=1', '--yes takes no value.'],
    [
      'dead-letters retry',
      'Select dead letters by --code, --tenant, --stage, --older-than or --id; --all selects every one.',
    ],
    [
      'dead-letters retry --limit 5',
      'Select dead letters by --code, --tenant, --stage, --older-than or --id; --all selects every one.',
    ],
    [
      'dead-letters retry --all --code X',
      '--all selects every dead letter: leave out --code, or --all.',
    ],
    ['dead-letters retry --state parked --all', '--state must be waiting, not "parked".'],
    ['dead-letters retry --state all --all', '--state must be waiting, not "all".'],
    [
      'dead-letters retry --state waitin --all',
      '--state must be waiting, not "waitin"; did you mean waiting?',
    ],
    ['dead-letters retry --code 9', '--code must be a code such as LimitExceeded, not "9".'],
    [
      'dead-letters retry dl_abc',
      'Unexpected "dl_abc": dead-letters retry takes only flags; did you mean --id dl_abc?',
    ],
    ['deploy --all', `--all is a flag of ${SELECTING}, not of deploy.`],
    [
      'doctor --plan',
      '--plan is a flag of dead-letters redrive, dead-letters retry, dead-letters discard, queue pause, queue resume, tenants block, tenants unblock, fleet repair, deploy and destroy, not of doctor.',
    ],
    ['quota show acme', 'Unexpected "acme": quota show takes only flags, such as --target local.'],
    ['quota --target lcoal', '--target must be cloud or local, not "lcoal"; did you mean local?'],
    ['quota --target locl', '--target must be cloud or local, not "locl"; did you mean local?'],
    ['dead-letters list --service', '--service is a flag of token, not of dead-letters list.'],
    [
      'token',
      'The tenants of the token are missing: --tenant acme, --tenants acme,globex, or --service for every tenant.',
    ],
    ['token acme', 'Unexpected "acme": token takes only flags, such as --tenant acme.'],
    [
      "token --tenant 'acme inc'",
      '--tenant must be a tenant id such as acme or auth0|5f7c: 1 to 128 characters of ASCII without a space, not "acme inc".',
    ],
    [
      "token --tenants 'acme, globex'",
      '--tenants must be tenant ids separated by commas, such as acme,globex, not "acme, globex".',
    ],
    ['token --service --tenant acme', 'A token takes only one of --tenant and --service.'],
    [
      'list',
      'The verb follows its noun: tenant-keys keys list, tenant-keys dead-letters list or tenant-keys tenants list.',
    ],
    [
      'show dl_a',
      'The verb follows its noun: tenant-keys keys show, tenant-keys dead-letters show or tenant-keys quota show.',
    ],
    ['repiar', 'The verb follows its noun: tenant-keys fleet repair.'],
    [
      'dead-letters',
      `The verb is missing: tenant-keys dead-letters ${listed('disjunction', NAMES)}.`,
    ],
    ['fleet --json', 'The verb is missing: tenant-keys fleet check or repair.'],
    ['dead-letters redirve --all', 'Unknown verb "redirve" of dead-letters; did you mean redrive?'],
    [
      'dead-letters check',
      'Unknown verb "check" of dead-letters; did you mean tenant-keys fleet check?',
    ],
    [
      'dead-letters delete',
      `Unknown verb "delete" of dead-letters; its verbs are ${listed('conjunction', NAMES)}.`,
    ],
    ['dead-letters list --tennant acme', 'Unknown flag --tennant; did you mean --tenant?'],
    ['dead-letters list -json', 'Unknown flag -json; did you mean --json?'],
    [
      'dead-letters list --verbose',
      'Unknown flag "--verbose"; --help after a verb lists its flags.',
    ],
    ['dead-letters list -j', 'Unknown flag "-j"; --help after a verb lists its flags.'],
    ['dead-letters list --tenant', '--tenant needs a value, as in --tenant acme.'],
    ['dead-letters list --tenant --json', '--tenant needs a value, as in --tenant acme.'],
    ['dead-letters list --code=', '--code needs a value, as in --code LimitExceeded.'],
    ["dead-letters list --code ''", '--code needs a value, as in --code LimitExceeded.'],
    ['dead-letters list --json=yes', '--json takes no value.'],
    ['dead-letters list --tenant a --tenant b', '--tenant can be given only once.'],
    ['dead-letters list --limit 1 --limit 1', '--limit can be given only once.'],
    ['dead-letters list --code A,B', '--code must be a code such as LimitExceeded, not "A,B".'],
    [
      'dead-letters list --stage tags',
      '--stage must be parse, create, tag or announce, not "tags"; did you mean tag?',
    ],
    [
      'dead-letters list --stage settle',
      '--stage must be parse, create, tag or announce, not "settle".',
    ],
    [
      'dead-letters list --older-than 5',
      '--older-than must be a number with s, m, h or d for seconds, minutes, hours or days, such as 2h, not "5".',
    ],
    [
      "dead-letters list --older-than '2 hours'",
      '--older-than must be a number with s, m, h or d for seconds, minutes, hours or days, such as 2h, not "2 hours".',
    ],
    ['dead-letters list --limit 0', '--limit must be a whole number from 1 to 999999, not "0".'],
    [
      'dead-letters list --limit=abc',
      '--limit must be a whole number from 1 to 999999, not "abc".',
    ],
    ['dead-letters list --limit -5', '--limit must be a whole number from 1 to 999999, not "-5".'],
    [
      'dead-letters list --limit 1e3',
      '--limit must be a whole number from 1 to 999999, not "1e3".',
    ],
    [
      'dead-letters list --id a/b',
      '--id must be an id as dead-letters list prints it, such as dl_3q27wAbCd, not "a/b".',
    ],
    [
      'dead-letters list acme',
      'Unexpected "acme": dead-letters list takes only flags, such as --code LimitExceeded.',
    ],
    [
      'dead-letters list dl_3q2',
      'Unexpected "dl_3q2": dead-letters list takes only flags; did you mean --id dl_3q2?',
    ],
    [
      'dead-letters redrive',
      'Select dead letters by --code, --tenant, --stage, --older-than or --id; --all selects every one.',
    ],
    [
      'dead-letters redrive --limit 5',
      'Select dead letters by --code, --tenant, --stage, --older-than or --id; --all selects every one.',
    ],
    [
      'dead-letters redrive --all --code A --tenant acme',
      '--all selects every dead letter: leave out --code and --tenant, or --all.',
    ],
    [
      'dead-letters show',
      'The id is missing: tenant-keys dead-letters show ID; dead-letters list prints the ids.',
    ],
    [
      'dead-letters show dl_a dl_b',
      'dead-letters show takes one id: tenant-keys dead-letters show ID.',
    ],
    [
      'dead-letters show 3q27wAbCdEfG',
      '"3q27wAbCdEfG" must be an id as dead-letters list prints it, such as dl_3q27wAbCd.',
    ],
    [
      'dead-letters show dl_',
      '"dl_" must be an id as dead-letters list prints it, such as dl_3q27wAbCd.',
    ],
    [
      `dead-letters show ${ID}x`,
      `"${ID}x" must be an id as dead-letters list prints it, such as dl_3q27wAbCd.`,
    ],
    [
      'dead-letters show -5',
      '"-5" must be an id as dead-letters list prints it, such as dl_3q27wAbCd.',
    ],
    [
      'dead-letters show -abc',
      'Unknown flag "-abc"; if it is the id, write -- before it, after all flags.',
    ],
    [
      'keys show -Nabc/main',
      'Unknown flag "-Nabc/main"; if it is the tenant/name, write -- before it, after all flags.',
    ],
    [
      'dead-letters show a/b',
      '"a/b" must be an id as dead-letters list prints it, such as dl_3q27wAbCd.',
    ],
    [
      'dead-letters show dl_a --limit 5',
      `--limit is a flag of keys list, ${SELECTING}, not of dead-letters show.`,
    ],
    [
      'dead-letters discard --reason twice',
      'Select dead letters by --code, --tenant, --stage, --older-than or --id; --all selects every one. Or name them: tenant-keys dead-letters discard ID --reason "requested twice".',
    ],
    [
      'dead-letters discard dl_a --code A --limit 3 --reason twice',
      'Ids say exactly what to discard: leave out --code and --limit, or the ids.',
    ],
    [
      'dead-letters discard --tenant acme',
      'The reason for the audit event is missing: tenant-keys dead-letters discard ID --reason "requested twice".',
    ],
    [
      'dead-letters discard dl_a',
      'The reason for the audit event is missing: tenant-keys dead-letters discard ID --reason "requested twice".',
    ],
    [
      "dead-letters discard dl_a --reason '  '",
      '--reason must be a line of at most 200 characters, not "  ".',
    ],
    ['quota show --tenants x', '--tenants is a flag of fleet check and token, not of quota show.'],
    [
      'fleet repair',
      'The plan is missing: fleet check prints the command, tenant-keys fleet repair --plan HASH.',
    ],
    [
      'fleet repair --plan abc',
      '--plan must be the 43 characters that fleet check printed, not "abc".',
    ],
    [
      'quota --target local --endpoint https://10.0.0.1:4700',
      '--target local is a cloud on this machine, and https://10.0.0.1:4700 is not: leave one of them out.',
    ],
    [
      'deploy --target local --endpoint https://127.0.0.1.example',
      '--target local is a cloud on this machine, and https://127.0.0.1.example is not: leave one of them out.',
    ],
    [
      'quota --endpoint 127.0.0.1:4700',
      '--endpoint must be https, or http on this machine like http://127.0.0.1:4700, not "127.0.0.1:4700".',
    ],
    [
      'quota --endpoint http://10.0.0.1:4700',
      '--endpoint must be https, or http on this machine like http://127.0.0.1:4700, not "http://10.0.0.1:4700".',
    ],
    [
      'quota --endpoint http://127.0.0.1:4700/topics',
      '--endpoint must be https, or http on this machine like http://127.0.0.1:4700, not "http://127.0.0.1:4700/topics".',
    ],
    [
      'quota --region guangzhou',
      '--region must be a region such as ap-guangzhou, not "guangzhou".',
    ],
    ['quota --namespace -', '--namespace must be a namespace such as default, not "-".'],
    [
      `dead-letters list --tenant ${'x'.repeat(129)}`,
      `--tenant must be a tenant id such as acme, not "${'x'.repeat(57)}...".`,
    ],
    ['completion', 'The shell is missing: tenant-keys completion bash, zsh or fish.'],
    ['completion zssh', '"zssh" must be bash, zsh or fish; did you mean zsh?'],
    ['completion bash zsh', 'completion takes one shell: tenant-keys completion SHELL.'],
    ['completions bash', 'Unknown verb "completions"; did you mean completion?'],
    ['version', 'Unknown verb "version"; did you mean --version?'],
    ['-help', 'Unknown flag -help; did you mean --help?'],
    ['deploy -version', 'Unknown flag -version; did you mean --version?'],
    ['deploy -verbose', 'Unknown flag "-verbose"; --help after a verb lists its flags.'],
    ['deploy --Plan', 'Unknown flag --Plan; did you mean --plan?'],
    ['deploy —plan', 'Unexpected "—plan": deploy takes only flags, such as --target local.'],
    ['dead-letters list --older_than 2h', 'Unknown flag --older_than; did you mean --older-than?'],
    ['dead-letters list --limt=5', 'Unknown flag --limt; did you mean --limit?'],
    ['dead-letters --tennant acme list', 'Unknown flag --tennant; did you mean --tenant?'],
    ['--tennant acme dead-letters list', 'Unknown flag --tennant; did you mean --tenant?'],
    ['depoly --limit abc', 'Unknown verb "depoly"; did you mean deploy?'],
    ['fleet --tenants tenants.txt', 'The verb is missing: tenant-keys fleet check or repair.'],
    [
      '--json',
      'A command is missing, such as tenant-keys dead-letters list; tenant-keys --help lists all.',
    ],
    [
      '--plan',
      'A command is missing, such as tenant-keys dead-letters list; tenant-keys --help lists all.',
    ],
    ['quota shwo', 'Unknown verb "shwo" of quota; did you mean show?'],
    ['quota acme', 'Unknown verb "acme" of quota; its only verb is show.'],
    ['dead-letters list --limit', '--limit needs a value, as in --limit 20.'],
    ['dead-letters list --limit=', '--limit needs a value, as in --limit 20.'],
    ['dead-letters list --limit --all', '--limit needs a value, as in --limit 20.'],
    ['fleet repair --plan --json', '--plan needs a value, as in --plan HASH.'],
    ['fleet repair --plan', '--plan needs a value, as in --plan HASH.'],
    ['quota --target local --target local', '--target can be given only once.'],
    [
      'fleet check tenants.txt',
      'Unexpected "tenants.txt": fleet check takes only flags, such as --tenants tenants.txt.',
    ],
    [
      'list dead-letters',
      'The verb follows its noun: tenant-keys keys list, tenant-keys dead-letters list or tenant-keys tenants list.',
    ],
  ])('%s', (line, problem) => {
    expect(parse(line)).toEqual({ kind: 'wrong', problem });
  });

  test('a word cannot steer the terminal by being wrong', () => {
    expect(parseCommandLine(['dead-letters', '\u001b[2J\u009b2J\u202e'], {})).toEqual({
      kind: 'wrong',
      problem: `Unknown verb "\\u001b[2J\\u009b2J\\u202e" of dead-letters; its verbs are ${listed('conjunction', NAMES)}.`,
    });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'quota',
      { TENCENTCLOUD_REGION: 'Guangzhou' },
      'TENCENTCLOUD_REGION must be a region such as ap-guangzhou, not "Guangzhou".',
    ],
    [
      'quota',
      { TENANT_KEYS_ENDPOINT: 'localhost' },
      'TENANT_KEYS_ENDPOINT must be https, or http on this machine like http://127.0.0.1:4700, not "localhost".',
    ],
    [
      'deploy',
      { TENANT_KEYS_ENDPOINT: 'localhost' },
      'TENANT_KEYS_ENDPOINT must be https, or http on this machine like http://127.0.0.1:4700, not "localhost".',
    ],
  ])('%s with %j', (line, env, problem) => {
    expect(parse(line, env)).toEqual({ kind: 'wrong', problem });
  });
});

const NO_CREDENTIALS =
  'There are no credentials: export TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, and TENCENTCLOUD_TOKEN if they are temporary. For the local cloud, leave all three unset and add --target local.';

describe('a target', () => {
  const LOCAL = 'http://127.0.0.1:4700';

  test.each<[Parameters<typeof resolveTarget>[0], object]>([
    [{}, { target: 'cloud', endpoint: undefined }],
    [{ target: 'cloud' }, { target: 'cloud', endpoint: undefined }],
    [{ target: 'local' }, { target: 'local', endpoint: LOCAL }],
    [{ endpoint: LOCAL }, { target: 'local', endpoint: LOCAL }],
    [{ endpoint: 'http://localhost:80' }, { target: 'local', endpoint: 'http://localhost:80' }],
    [{ endpoint: 'http://[::1]' }, { target: 'local', endpoint: 'http://[::1]' }],
    [{ endpoint: 'https://127.0.0.9' }, { target: 'local', endpoint: 'https://127.0.0.9' }],
    [{ endpoint: 'http://127.0.0.1.nip.io' }, { target: 'cloud' }],
    [{ endpoint: 'http://localhost.example' }, { target: 'cloud' }],
    [{ endpoint: 'http://10.0.0.1:4700' }, { target: 'cloud' }],
    [
      { target: 'cloud', endpoint: LOCAL },
      { target: 'cloud', endpoint: LOCAL },
    ],
  ])('%j', (options, resolved) => {
    expect(resolveTarget(options)).toEqual({ endpoint: options.endpoint, ...resolved });
  });
});

describe('access to the functions', () => {
  const KEYS = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };
  const endpoint = 'http://127.0.0.1:1'; // Nothing listens there.

  test('in a region is with the credentials that are exported', async () => {
    const credentials = { secretId: 'AKID', secretKey: 'key', token: undefined };
    const env = { ...KEYS, TENCENTCLOUD_REGION: 'ap-shanghai' };
    expect(await openAccess({}, env)).toEqual({
      connection: { region: 'ap-shanghai', namespace: 'default' },
      credentials,
    });
    expect(await openAccess({ region: 'ap-tokyo', namespace: 'keys' }, env)).toEqual({
      connection: { region: 'ap-tokyo', namespace: 'keys' },
      credentials,
    });
  });

  test('at an endpoint needs no region, and never asks it for credentials if some are exported', async () => {
    const connection = { endpoint, region: 'ap-guangzhou', namespace: 'default' };
    expect(await openAccess({ endpoint }, KEYS)).toMatchObject({ connection });
    expect(await openAccess({ endpoint, target: 'local' }, KEYS)).toMatchObject({ connection });
  });

  test.each<[object, Record<string, string>, string]>([
    [
      {},
      KEYS,
      'The region of the functions is missing: --region ap-guangzhou, or export TENCENTCLOUD_REGION; or --target local for the local cloud.',
    ],
    [{ region: 'ap-tokyo' }, {}, NO_CREDENTIALS],
    [{ endpoint: 'http://10.0.0.1:4700' }, {}, NO_CREDENTIALS],
    [{ endpoint, target: 'cloud' }, {}, NO_CREDENTIALS],
    [{ endpoint }, { TENCENTCLOUD_SECRET_ID: 'AKID' }, NO_CREDENTIALS],
    [{ target: 'local' }, { TENCENTCLOUD_SECRET_KEY: 'key' }, NO_CREDENTIALS],
  ])('%j with %j is refused before any call', async (options, env, problem) => {
    expect(await openAccess(options, env)).toBe(problem);
  });
});

describe('credentials', () => {
  test.each([{}, { TENCENTCLOUD_SECRET_ID: 'AKID' }, { TENCENTCLOUD_SECRET_KEY: 'key' }])(
    '%j is not enough',
    (env) => {
      expect(credentialsOf(env)).toBe(NO_CREDENTIALS);
    },
  );

  test('that were garbled on the way are named, and not repeated', () => {
    const env = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key\n' };
    expect(credentialsOf(env)).toBe(
      'TENCENTCLOUD_SECRET_KEY has a space, a line end or another character that no credential has: export it again.',
    );
  });

  test('of either kind are taken', () => {
    const env = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };
    expect(credentialsOf(env)).toEqual({ secretId: 'AKID', secretKey: 'key', token: undefined });
    expect(credentialsOf({ ...env, TENCENTCLOUD_TOKEN: 't' })).toMatchObject({ token: 't' });
  });
});

describe('flags that npm may have taken', () => {
  const npm = { npm_command: 'run', npm_lifecycle_event: 'deploy' };
  const plan = { npm_config_parseable: 'true', npm_config_long: 'true', npm_config_all: 'true' };

  test('are named together, with the line to write', () => {
    const env = { ...npm, ...plan, npm_config_target: 'true', npm_lifecycle_event: 'release' };
    expect(parse('deploy local', env)).toEqual({
      kind: 'wrong',
      problem:
        'npm took --plan and --target for itself, so nothing was done. Write: npm run release -- --plan --target local',
    });
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['npm kept nothing', npm],
    ['the flags are of npx', { ...npm, ...plan, npm_command: 'exec' }],
    ['the settings of npm are not those of a flag', { ...npm, npm_config_all: 'true' }],
    ['another program has a setting of the name', { ...npm, npm_config_target: '31.0.1' }],
    ['a flag of another verb has the name', { ...npm, npm_config_tenant: 'true' }],
  ])('are none if %s', (_, env) => {
    expect(parse('deploy', env)).toMatchObject({ kind: 'deployment' });
  });

  test('are none if they were passed on too', () => {
    const env = { ...npm, ...plan, npm_config_region: 'ap-tokyo' };
    expect(parse('deploy --plan --region=ap-tokyo', env)).toMatchObject({ kind: 'deployment' });
  });
});
