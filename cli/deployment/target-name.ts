import type { OpenTarget } from './open-target.ts';

/** Such as `Tencent Cloud, ap-guangzhou`. */
export function targetName({ application, target, endpoint }: OpenTarget): string {
  const cloud = target === 'local' ? `The local cloud ${endpoint}` : (endpoint ?? 'Tencent Cloud');
  return `${cloud}, ${application.region}`;
}
