import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, stringify } from 'yaml';
import { placeOf } from '../places.ts';

/** What a declaration says otherwise than `serverless.yml`, in each of these functions and for the queue. */
export type DeclaredChanges = {
  readonly partitions?: number;
  readonly functions?: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** The folder of a project that is declared otherwise; the rest of it is ours. */
export type ChangedProject = { readonly url: URL; readonly remove: () => void };

/** @throws Error when a function is to be changed that is not declared. */
export function changedProject({ partitions, functions = {} }: DeclaredChanges): ChangedProject {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-keys-bench-'));
  for (const name of ['.env.example', 'deploy', 'dist'])
    symlinkSync(placeOf(name), join(folder, name));
  const declaration = parse(readFileSync(placeOf('serverless.yml'), 'utf8'));
  const { inputs } = declaration;
  if (partitions !== undefined) inputs.ckafka.topics['key-requests'].partitions = partitions;
  for (const [name, changes] of Object.entries(functions)) {
    if (inputs.functions[name] === undefined) throw new Error(`${name} is not declared.`);
    Object.assign(inputs.functions[name], changes);
  }
  writeFileSync(join(folder, 'serverless.yml'), stringify(declaration));
  return {
    url: pathToFileURL(folder + sep),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
