import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';

/** The SDK declares the same rule for roles and for policies. */
const NAME = /^[A-Za-z0-9+=,.@_-]{1,128}$/;

const DESCRIPTION_BYTES_MAX = 300;

/** Refuses a name or a description that no role and no policy may have. */
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
