import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { CAM_CODES, DOCUMENT_CODES } from './cam-codes.ts';
import { CAM_TAG, refuseTags } from './cam-tag.ts';
import { checkName } from './check-name.ts';
import { findPolicy } from './find-policy.ts';
import { parsePolicy } from './parse-policy.ts';

export const createPolicy = defineAction({
  name: 'CreatePolicy',
  parameters: {
    PolicyName: { type: 'string', required: true },
    PolicyDocument: { type: 'string', required: true },
    Description: { type: 'string' },
    Tags: { type: [CAM_TAG] },
  },
  mutating: true,
  callsPerSecondMax: 10,
  codes: [
    ...CAM_CODES,
    ...DOCUMENT_CODES,
    'FailedOperation.PolicyNameInUse',
    'InvalidParameter.DescriptionLengthOverlimit',
    'InvalidParameter.PolicyNameError',
    'InvalidParameter.TagParamError',
  ],
  answer(params, { state: { cam }, nowMs }) {
    const { PolicyName: name, PolicyDocument: document, Description: description = '' } = params;
    const refusal = checkName('Policy', name, description) ?? refuseTags(params.Tags);
    if (refusal !== undefined) return refusal;
    const parsed = parsePolicy(document);
    if (!parsed.ok) return parsed;
    if (findPolicy(cam, undefined, name).ok) {
      return refuse('FailedOperation.PolicyNameInUse', `There is a policy ${name} already.`);
    }
    const { statements } = parsed;
    const id = cam.nextPolicyId;
    cam.nextPolicyId += 1;
    const times = { addTimeMs: nowMs, modTimeMs: nowMs };
    cam.policies.set(id, { id, name, ...times, description, document, statements });
    return { ok: true, response: { PolicyId: id } };
  },
});
