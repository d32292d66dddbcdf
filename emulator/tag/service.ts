import type { Action, Service } from '../api/service.ts';
import codes from './codes.json' with { type: 'json' };
import { describeResourceTagsByResourceIds, getResources } from './resources.ts';
import { createTags, describeTags, tagResources, unTagResources } from './tags.ts';

const ACTIONS: readonly Action[] = [
  createTags,
  describeResourceTagsByResourceIds,
  describeTags,
  getResources,
  tagResources,
  unTagResources,
];

/** The Tag service, as far as keys need it. */
export const tagService: Service = {
  product: 'tag',
  version: '2018-08-13',
  actions: new Map(ACTIONS.map((action) => [action.name, action])),
  codes: codes.declared,
};
