import { ApiError } from '../../shared/tenant-key/api-error.ts';

/** What a call answers of a resource; undefined when there is none. */
export async function ifThere<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && isAbsent(error.code)) return undefined;
    throw error;
  }
}

/** SCF says that something is not there in the family of that name; CAM says so of a role. */
function isAbsent(code: string): boolean {
  return code.startsWith('ResourceNotFound') || code === 'InvalidParameter.RoleNotExist';
}
