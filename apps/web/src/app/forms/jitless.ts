import { config } from 'zod/v4/core';

// Schemas would be compiled with `new Function` otherwise, which the content security policy forbids.
// They ask as they are made: this must come before the first of them.
config({ jitless: true });
