// @ts-check

import { createHash } from 'node:crypto';
import { FromNodePackageJson, License } from '@cyclonedx/cyclonedx-library/Contrib';
import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums';
import { Bom, Component } from '@cyclonedx/cyclonedx-library/Models';
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';

/**
 * @typedef {object} Bundled A bundle and its inputs.
 * @property {string} name Such as `accept-request`.
 * @property {string} version Of the project.
 * @property {Uint8Array} bytes
 * @property {readonly string[]} inputs Paths of all files that contribute to the bundle.
 *
 * @typedef {object} LockFile
 * @property {Readonly<Record<string, LockedPackage>>} packages By path, such as `node_modules/jose`.
 *
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [license] An SPDX license expression.
 * @property {string} [integrity] Hashes of the package's archive, in base64.
 */

/**
 * Lists the packages that contribute bytes to a bundle, as CycloneDX 1.6 in JSON. The list has no time
 * and no random id, so the same bundle has the same list, byte for byte.
 *
 * @param {Bundled} bundled
 * @param {LockFile} lock The lock file that npm wrote.
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf({ name, version, bytes, inputs }, lock) {
  const bom = new Bom();
  const bundle = new Component(ComponentType.Application, name, { version, bomRef: name });
  bundle.hashes.set(HashAlgorithm['SHA-256'], createHash('sha256').update(bytes).digest('hex'));
  bom.metadata.component = bundle;
  for (const path of packagesOf(inputs)) {
    const component = componentOf(path, lock.packages[path]);
    bom.components.add(component);
    bundle.dependencies.add(component.bomRef);
  }
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/**
 * The line of a generated file that names the packages whose code was copied into it.
 *
 * @param {ReadonlySet<string>} names
 */
export function copiedFrom(names) {
  return `${COPIED_FROM}${[...names].sort().join(', ')}`;
}

const COPIED_FROM = '// Contains code of these packages: ';

/**
 * What contributes to a bundle when these files do: they, and the folders of the packages whose code was
 * copied into them.
 *
 * @param {readonly string[]} inputs
 * @param {(path: string) => string} readText
 */
export function withCopied(inputs, readText) {
  const copied = inputs
    .filter((path) => path.includes('/generated/'))
    .flatMap((path) => readText(path).split('\n'))
    .filter((line) => line.startsWith(COPIED_FROM))
    .flatMap((line) => line.slice(COPIED_FROM.length).split(', '));
  return [...inputs, ...copied.map((name) => `node_modules/${name}/`)];
}

/**
 * The name of the package that a file belongs to.
 *
 * @param {string} path
 */
export function nameOfPackage(path) {
  const folder = PACKAGE.exec(path.replaceAll('\\', '/'))?.[0] ?? '';
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * The folders of the packages that files belong to, such as `node_modules/jose`.
 *
 * @param {readonly string[]} inputs
 */
function packagesOf(inputs) {
  const folders = inputs.map((path) => PACKAGE.exec(path)?.[0]);
  return new Set(folders.filter((folder) => folder !== undefined).sort());
}

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * @param {string} path
 * @param {LockedPackage | undefined} locked
 */
function componentOf(path, locked) {
  if (locked?.version === undefined) {
    throw new Error(`${path} is in a bundle, but not in package-lock.json: run \`npm ci\`.`);
  }
  const { version, license, integrity } = locked;
  const name = nameOfPackage(path);
  const component = BUILDER.makeComponent({ name, version, ...(license && { license }) });
  if (component === undefined) throw new Error(`${path} is not the path of a package.`);
  component.purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  // The same version of a package may be installed twice, once below another package.
  component.bomRef.value = path;
  for (const hash of integrity?.split(' ') ?? []) {
    const [algorithm = '', base64 = ''] = hash.split('-');
    const known = ALGORITHMS.get(algorithm);
    if (known) component.hashes.set(known, Buffer.from(base64, 'base64').toString('hex'));
  }
  return component;
}

const ALGORITHMS = new Map([
  ['sha512', HashAlgorithm['SHA-512']],
  ['sha384', HashAlgorithm['SHA-384']],
  ['sha256', HashAlgorithm['SHA-256']],
  ['sha1', HashAlgorithm['SHA-1']],
]);

const BUILDER = new FromNodePackageJson.Builders.ComponentBuilder(
  new FromNodePackageJson.Factories.ExternalReferenceFactory(),
  new License.Factories.LicenseFactory(requireExpression),
);

/**
 * Throws for a license that is not an SPDX expression, which the library then keeps by its name.
 *
 * @param {string} license
 */
function requireExpression(license) {
  if (!/ (?:AND|OR|WITH) /.test(license)) throw new Error(`${license} is not an SPDX expression.`);
}
