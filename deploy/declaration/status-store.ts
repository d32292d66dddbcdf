import { SETTINGS } from '../../shared/settings.ts';
import type { DesiredBucket } from '../state/application.ts';
import { count, type FieldType, mapping, text } from './fields.ts';

const { form } = SETTINGS.STATUS_STORE;

const FIELDS = mapping({
  /** Empty if no statuses are kept. */
  bucket: text(/^(?:cos:\/\/[a-z0-9-]{1,70})?$/, form.rule),
  expiryDays: count(1, 3_650),
});

/** `statusStore`: the bucket of the statuses. Undefined if its name is empty. */
export const STATUS_STORE: FieldType<DesiredBucket | undefined> = {
  schema: FIELDS.schema,
  parse: (part, problems) => {
    const { bucket: address = '', expiryDays } = FIELDS.parse(part, problems);
    // A wrong address is a problem of the functions that read it.
    const bucket = form.parse(address);
    return bucket === undefined ? undefined : { bucket, expiryDays };
  },
};
