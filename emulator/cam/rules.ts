import { type Parameters, type Refusal, refuse } from '../api/service.ts';

type Page<T> = { readonly ok: true; readonly rows: readonly T[] } | Refusal;

/** One page of a list; pages count from 1. */
export function camPage<T>(all: readonly T[], page: number, rowsPerPage: number): Page<T> {
  if (page < 1 || rowsPerPage < 1 || rowsPerPage > ROWS_MAX) {
    const message = `Page must be at least 1, and Rp from 1 to ${ROWS_MAX}.`;
    return refuse('InvalidParameter.ParamError', message);
  }
  return { ok: true, rows: all.slice((page - 1) * rowsPerPage, page * rowsPerPage) };
}

const ROWS_MAX = 200;

/** A tag of a role or policy in CAM's definitions. */
export const CAM_TAG = {
  Key: { type: 'string', required: true },
  Value: { type: 'string', required: true },
} as const satisfies Parameters;

/**
 * The local cloud has no tags on roles and policies. To accept and lose them would be worse than to
 * refuse them.
 */
export function refuseTags(tags: readonly unknown[] = []): Refusal | undefined {
  if (tags.length === 0) return undefined;
  return refuse('InvalidParameter.TagParamError', 'The local cloud does not support tags here.');
}

/** The SDK declares the same rule for roles and for policies. */
const NAME = /^[A-Za-z0-9+=,.@_-]{1,128}$/;

const DESCRIPTION_BYTES_MAX = 300;

/** Refuses an invalid name or description of a role or policy. */
export function checkName(
  kind: 'Role' | 'Policy',
  name: string,
  description: string,
): Refusal | undefined {
  if (!NAME.test(name)) {
    return refuse(
      `InvalidParameter.${kind}NameError`,
      `${kind}Name must be 1-128 English letters, digits or +=,.@-_ characters.`,
    );
  }
  return checkDescription(description);
}

export function checkDescription(description: string): Refusal | undefined {
  if (Buffer.byteLength(description) <= DESCRIPTION_BYTES_MAX) return undefined;
  return refuse(
    'InvalidParameter.DescriptionLengthOverlimit',
    `Description may have ${DESCRIPTION_BYTES_MAX} bytes.`,
  );
}
