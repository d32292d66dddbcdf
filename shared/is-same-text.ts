import { timingSafeEqual } from 'node:crypto';

/** Takes the same time wherever they differ. Texts are compared: several decode to the same bytes. */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
