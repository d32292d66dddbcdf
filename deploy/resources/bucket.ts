import { type CallCloud, ifPresent } from '../calls/calls.ts';
import type { DesiredBucket } from '../state/application.ts';
import type { Fields, ResourceHandler } from './resource-handler.ts';

/**
 * The bucket of the statuses: private, and with a rule by which statuses expire. Its other rules stay. It is created
 * in the region of the functions, and deleted only while it is empty.
 *
 * Each status is written encrypted, so that the bucket needs no setting for that.
 *
 * @see https://www.tencentcloud.com/document/product/436/7738 (PUT Bucket)
 */
export const bucket: ResourceHandler<'bucket'> = {
  desired: ({ statusStore }) =>
    new Map(statusStore === undefined ? [] : [[statusStore.bucket, statusStore]]),

  read: async (_names, { call, application: { statusStore } }) => {
    if (statusStore === undefined) return new Map();
    const place = { Bucket: statusStore.bucket };
    const acl = await ifPresent(call('cos', 'GetBucketACL', place));
    if (acl === undefined) return new Map();
    const lifecycle = await ifPresent(call('cos', 'GetBucketLifecycle', place));
    const rules = rulesIn(lifecycle?.Text ?? '');
    const found = { isPublic: acl.Text.includes(EVERYONE), rules };
    return new Map([[statusStore.bucket, found]]);
  },

  foundFields: ({ isPublic, rules }) =>
    fieldsOf(isPublic, rules.find(isOwn)?.replace(/\s/g, '') ?? ''),
  desiredFields: (desired) => fieldsOf(false, ownRule(desired)),

  apply: async (desired, found, { fields }, { call }) => {
    const place = { Bucket: desired.bucket };
    if (found === undefined) await call('cos', 'PutBucket', place);
    else if (fields.some(({ name }) => name === ACCESS)) await call('cos', 'PutBucketACL', place);
    if (!fields.some(({ name }) => name === EXPIRY)) return;
    const others = found?.rules.filter((rule) => !isOwn(rule)) ?? [];
    const rules = [ownRule(desired), ...others].join('');
    const document = `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`;
    await call('cos', 'PutBucketLifecycle', { ...place, Rules: document });
  },

  remove: async (name, _found, { call }) => {
    // Read again, since a status may have been written after the plan was made.
    if (await hasObjects(call, name)) return;
    await call('cos', 'DeleteBucket', { Bucket: name });
  },
};

/** Whether a bucket has objects. */
export async function hasObjects(call: CallCloud, name: string): Promise<boolean> {
  const answer = await ifPresent(call('cos', 'GetBucket', { Bucket: name }));
  return answer?.Text.includes('<Contents>') ?? false;
}

const EVERYONE = 'http://cam.qcloud.com/groups/global/AllUsers';

const [ACCESS, EXPIRY] = ['access', 'expiry'];

function fieldsOf(isPublic: boolean, rule: string): Fields {
  const days = /<Days>(\d{1,5})<\/Days>/.exec(rule)?.[1];
  const isWhole = rule !== '' && rule === ownRuleOf(Number(days));
  const fields = [
    [ACCESS, isPublic ? 'public' : 'private'],
    ...(rule === '' ? [] : [[EXPIRY, isWhole ? `after ${days} days` : 'another rule']]),
  ] as [string, string][];
  return new Map(fields);
}

/** The rules of a lifecycle, each as it was written. */
function rulesIn(xml: string): readonly string[] {
  return xml
    .split('<Rule>')
    .slice(1)
    .map((rest) => `<Rule>${rest.slice(0, rest.indexOf('</Rule>'))}</Rule>`);
}

function isOwn(rule: string): boolean {
  return rule.includes(`<ID>${RULE_ID}</ID>`);
}

const RULE_ID = 'tenant-keys-statuses';

function ownRule({ expiryDays }: DesiredBucket): string {
  return ownRuleOf(expiryDays);
}

/** In the order in which the vendor's pages have the elements. */
function ownRuleOf(days: number): string {
  return `<Rule><ID>${RULE_ID}</ID><Filter><Prefix>statuses/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>${days}</Days></Expiration></Rule>`;
}
