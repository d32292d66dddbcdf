import type { WorkedChange } from './worked-change.ts';

/** The local cloud gets `GetTagKeys` of the Tag service. */
export const EMULATED_ACTION: WorkedChange = {
  name: 'emulated-action',
  title: 'An action of the local cloud',
  about: `This adds \`GetTagKeys\`, which lists the tag keys of the account. An action is defined in the file of its family, and has a row
in the table of its service. Its parameters are those that the SDK declares. Its error codes come from the vendor's SDK for
Go, which the first command below downloads; it needs Go. Tests call each reading action with the parameters that its
definition requires. Add a call that succeeds to \`test/unit/emulated-calls.ts\` for an action that changes something, or for
one that needs a parameter that the vendor does not declare as required, such as \`GetRole\` without \`RoleName\`.`,
  edits: [
    {
      file: 'emulator/tag/resources.ts',
      hunks: [
        `+/**
+ * Lists the tag keys of the account in pages.
+ *
+ * @see https://www.tencentcloud.com/document/product/651/46538
+ */
+export const getTagKeys = defineAction({
+  name: 'GetTagKeys',
+  parameters: {
+    PaginationToken: { type: 'string' },
+    MaxResults: { type: 'integer' },
+    Category: { type: 'string' },
+  },
+  mutating: false,
+  callsPerSecondMax: 20,
+  answer({ PaginationToken = '', MaxResults = 50 }, { state }) {
+    if (MaxResults < 1 || MaxResults > 1_000) {
+      return refuse('InvalidParameter', 'MaxResults must be from 1 to 1000.');
+    }
+    const offset = PaginationToken === '' ? 0 : readToken(PaginationToken);
+    if (offset === undefined) {
+      const message = 'PaginationToken must be one that an answer of GetTagKeys gave.';
+      return refuse('InvalidParameter.PaginationTokenInvalid', message);
+    }
+    const keys = [...state.tags.pairs.keys()];
+    const end = offset + MaxResults;
+    const next = end < keys.length ? writeToken(end) : '';
+    return { ok: true, response: { PaginationToken: next, TagKeys: keys.slice(offset, end) } };
+  },
+});
+
 function namesOf(`,
      ],
    },
    {
      file: 'emulator/tag/service.ts',
      hunks: [
        `-import { describeResourceTagsByResourceIds, getResources } from './resources.ts';
+import { describeResourceTagsByResourceIds, getResources, getTagKeys } from './resources.ts';`,
        `   getResources,
+  getTagKeys,`,
      ],
    },
  ],
  filesMax: 2,
  commands: ['node scripts/declared-codes.mjs', 'npm run generate'],
  generated: ['docs/local-cloud.md', 'emulator/tag/codes.json'],
  tests: ['test/unit/emul', 'test/unit/refused-calls', 'test/unit/local-cloud-docs'],
};
