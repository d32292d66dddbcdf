/** The part of sql.js that tests use. The package has no types of its own. */
declare module 'sql.js' {
  export type Value = string | number | null;

  export class Database {
    run(sql: string, values?: readonly Value[]): this;
    prepare(sql: string): Statement;
    exec(sql: string): { columns: string[]; values: Value[][] }[];
    close(): void;
  }

  export class Statement {
    run(values: readonly Value[]): void;
    step(): boolean;
    getAsObject(): Record<string, Value>;
    free(): boolean;
  }

  // biome-ignore lint/style/noDefaultExport: It is how the package exports it.
  export default function initSqlJs(): Promise<{ readonly Database: typeof Database }>;
}
