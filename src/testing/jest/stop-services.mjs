export default async function stopServices() {
  await globalThis.latchkeyServiceStack?.stop();
}
