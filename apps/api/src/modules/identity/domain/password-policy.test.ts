import { describe, expect, it } from 'vitest';
import { weaknessOf } from './password-policy.js';

describe('passwords', () => {
  it.each([
    'password1234',
    'P@ssw0rd123!',
    'qwertyuiop123',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '123456789012',
    'iloveyou2024!!',
    'CorrectHorseBatteryStaple',
    'ada.admin-rocks9',
    'my-bothy-password',
  ])('that are tried first are refused: %s', (password) => {
    expect(weaknessOf(password, 'ada.admin@example.test')).not.toBeNull();
  });

  it.each([
    'correct-horse-battery-7',
    'grünes Fahrrad im Nebel',
    'x8#kPq!2vLm9zT',
    'teapot volcano mitten',
    '7204 1938 5561 0277',
  ])('of unrelated words are taken: %s', (password) => {
    expect(weaknessOf(password, 'ada@example.test')).toBeNull();
  });
});
