import type { WorkedChange } from './worked-change.ts';

/** Requests get an optional `costCenter`, which becomes a tag of the key. */
export const REQUEST_FIELD: WorkedChange = {
  name: 'request-field',
  title: 'An optional field of the request',
  about: `This adds \`costCenter\`, which becomes a tag of the key. The schema says which values are valid. Its \`not\` excludes line
breaks, which \`$\` lets pass in Python and Java. \`x-specification\` says whether the field is part of the key's specification.
This one is, so a request with another cost center conflicts with the existing key. The fingerprint of a request without the
field stays the same. A field that becomes a parameter of \`CreateKey\` also needs a line in \`createKeyRequest\` of
\`shared/kms/keys.ts\`. A field with a default also needs one in \`FIRST_DEFAULTS\` of \`request.ts\`; without it, the code does not
compile.`,
  edits: [
    {
      file: 'events/key-request.schema.json',
      hunks: [
        `+    "costCenter": {
+      "description": "The cost center that pays for the key. It becomes the tag tenant-keys:cost-center.",
+      "x-specification": true,
+      "x-message": "must be 1 to 32 letters, digits or hyphens",
+      "type": "string",
+      "pattern": "^[A-Za-z0-9-]{1,32}$",
+      "not": {
+        "pattern": "[^ -~]"
+      }
+    },
     "hsmClusterId": {`,
      ],
    },
    {
      file: 'events/samples/key-request.full.json',
      hunks: [
        `   "origin": "EXTERNAL",
+  "costCenter": "R-1200",`,
      ],
    },
    {
      file: 'shared/tenant-key/request.ts',
      hunks: [
        `   const own = tenantTags(request);
-  return [...own, ...Object.entries(request.tags).map(([key, value]) => ({ key, value }))];
+  const { costCenter, tags } = request;
+  const cost = costCenter === undefined ? [] : [{ key: COST_TAG_KEY, value: costCenter }];
+  return [...own, ...cost, ...Object.entries(tags).map(([key, value]) => ({ key, value }))];
 }
+
+const COST_TAG_KEY = 'tenant-keys:cost-center';`,
      ],
    },
  ],
  filesMax: 5,
  commands: ['npm run generate'],
  generated: [
    'events/openapi.json',
    'events/openapi.yaml',
    'shared/http/generated/openapi.ts',
    'shared/tenant-key/generated/key-request.ts',
    'shared/tenant-key/generated/validate-key-request.js',
  ],
  tests: [
    'test/unit/parse',
    'test/unit/handle-message',
    'test/contract/contracts',
    'test/property/parse',
  ],
};
