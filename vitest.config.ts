import os from 'node:os';

import { defineConfig } from 'vitest/config';

// The settings of the person who runs the tests must not change their results.
for (const name of Object.keys(process.env))
  if (/^(AWS_|ECR_|(https?|all|no)_proxy$)/i.test(name)) Reflect.deleteProperty(process.env, name);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    env: {
      TZ: 'UTC',
      AWS_EC2_METADATA_DISABLED: 'true',
      // As in the build: the SDK's notice about Node 20 is not for the people who run the tests.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    globalSetup: ['scripts/ready.mjs'],
    // Only what hangs takes this long, on a busy machine as well.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // End-to-end tests spend most of their time waiting for the programs that they run.
    maxWorkers: 2 * os.availableParallelism(),
  },
});
