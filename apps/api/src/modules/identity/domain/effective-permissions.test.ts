import { expect, it } from 'vitest';
import { rightsOf } from './effective-permissions.js';

it('who may see figures may see the tools that they name', () => {
  expect([...rightsOf('viewer', ['metrics:read']).permissions].toSorted()).toEqual(['catalog:read', 'metrics:read']);
});
