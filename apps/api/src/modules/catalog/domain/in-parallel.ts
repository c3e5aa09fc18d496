/** Does it for all, so many at a time. What fails first is thrown once those that were begun are done. */
export const inParallel = async <T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const left = [...items];
  const failures: unknown[] = [];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined && failures.length === 0; item = left.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
};
