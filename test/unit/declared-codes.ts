import cam from '../../emulator/cam/codes.json' with { type: 'json' };
import ckafka from '../../emulator/ckafka/codes.json' with { type: 'json' };
import kms from '../../emulator/kms/codes.json' with { type: 'json' };
import scf from '../../emulator/scf/codes.json' with { type: 'json' };
import sts from '../../emulator/sts/codes.json' with { type: 'json' };
import tag from '../../emulator/tag/codes.json' with { type: 'json' };

/** The error codes of the actions of a product, as its `codes.json` has them. */
export type ProductCodes = {
  /** Where the declared codes are from. */
  readonly source: string;
  /** The codes that the vendor declares, by action. */
  readonly declared: Readonly<Record<string, readonly string[]>>;
  /** Codes that an action may answer although the vendor does not declare them. */
  readonly exceptions: readonly {
    readonly action: string;
    readonly codes: readonly string[];
    /** Why the codes can come. */
    readonly source: string;
  }[];
};

export const PRODUCT_CODES: Readonly<Record<string, ProductCodes>> = {
  ...{ cam, ckafka, kms, scf, sts, tag },
};

/** Every code that the vendor declares for an emulated action. */
export const DECLARED_CODES: ReadonlySet<string> = new Set(
  Object.values(PRODUCT_CODES).flatMap(({ declared }) => Object.values(declared).flat()),
);

/** The codes that an action may answer, apart from those common to all actions. */
export function codesOf(name: string): readonly string[] {
  return Object.values(PRODUCT_CODES).flatMap(({ declared, exceptions }) => [
    ...(declared[name] ?? []),
    ...exceptions.filter(({ action }) => action === name).flatMap(({ codes }) => codes),
  ]);
}
