import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { CAM_CODES, DOCUMENT_CODES } from './cam-codes.ts';
import { checkDescription } from './check-name.ts';
import { findPolicy } from './find-policy.ts';
import { parsePolicy } from './parse-policy.ts';
import { POLICY_SELECTOR } from './policy-selector.ts';

/** Changes the document or the description of a policy; what is not said stays. */
export const updatePolicy = defineAction({
  name: 'UpdatePolicy',
  parameters: {
    ...POLICY_SELECTOR,
    Description: { type: 'string' },
    PolicyDocument: { type: 'string' },
    Alias: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    ...CAM_CODES,
    ...DOCUMENT_CODES,
    'InvalidParameter.DescriptionLengthOverlimit',
    'InvalidParameter.PolicyIdNotExist',
  ],
  answer({ PolicyId, PolicyName, ...change }, { state, nowMs }) {
    const found = findPolicy(state.cam, PolicyId, PolicyName);
    if (!found.ok) return found;
    const { policy } = found;
    if (change.Alias !== undefined) {
      return refuse('InvalidParameter.ParamError', 'Alias belongs to preset policies alone.');
    }
    const { Description: description = policy.description } = change;
    const { PolicyDocument: document = policy.document } = change;
    const refusal = checkDescription(description);
    if (refusal !== undefined) return refusal;
    const parsed = parsePolicy(document);
    if (!parsed.ok) return parsed;
    const { statements } = parsed;
    Object.assign(policy, { description, document, statements, modTimeMs: nowMs });
    // The id is answered to who gave the name alone.
    return { ok: true, response: PolicyName === undefined ? {} : { PolicyId: policy.id } };
  },
});
