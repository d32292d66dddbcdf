import type { Action, Service } from '../api/service.ts';
import { createTags } from './create-tags.ts';
import { describeResourceTagsByResourceIds } from './describe-resource-tags-by-resource-ids.ts';
import { describeTags } from './describe-tags.ts';
import { getResources } from './get-resources.ts';
import { tagResources } from './tag-resources.ts';
import { unTagResources } from './un-tag-resources.ts';

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
};
