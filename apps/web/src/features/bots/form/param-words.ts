import type { ParamFormat, ParamType } from './params-part.js';

export const paramTypeWords: Record<ParamType, string> = {
  string: 'Text',
  integer: 'Whole number',
  number: 'Number',
  boolean: 'Yes or no',
  secret: 'Secret',
};

export const paramFormatWords: Record<ParamFormat, string> = {
  line: 'One line',
  multiline: 'Several lines',
  email: 'E-mail address',
  uri: 'Web address',
  date: 'Date',
};
