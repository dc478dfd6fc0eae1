// A test reporter that says how many held and what failed, and nothing else.

export default async function* quiet(events) {
  let held = 0;
  const skipped = [];
  const failed = [];
  for await (const { type, data } of events) {
    if (type === "test:pass" && data.details?.type !== "suite") {
      if (data.skip === undefined) held += 1;
      // Who names a few tests does not want to hear of the others.
      else if (data.skip !== "test name does not match pattern") skipped.push(`skipped: ${data.name}${data.skip ? `: ${data.skip}` : ""}\n`);
    }
    if (type === "test:fail" && data.details?.error?.failureType !== "subtestsFailed") {
      const error = data.details?.error;
      failed.push(data.name);
      yield `\nfailed: ${data.name}\n${error?.cause?.stack ?? error?.cause ?? error}\n`;
    }
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
  }
  yield* skipped;
  yield `browser tests: ${held} held, ${failed.length} failed, ${skipped.length} skipped\n`;
}
