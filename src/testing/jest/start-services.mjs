import { tsImport } from 'tsx/esm/api';

/** Jest does not translate TypeScript for modules it loads itself, so tsx does. */
export default async function startServices() {
  const { startServiceStack } = await tsImport('../services/service-stack.ts', import.meta.url);
  const stack = await startServiceStack();
  globalThis.latchkeyServiceStack = stack;
  Object.assign(process.env, stack.environment);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => stack.stop().finally(() => process.exit(130)));
  }
}
