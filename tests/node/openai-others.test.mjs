// The `openai` package on the older Completions, which Chat Completions has replaced, and on embeddings.

import assert from 'node:assert/strict';
import test from 'node:test';

import OpenAI from 'openai';

import { asked, closed, collect, embeddings, key, model, url } from './gateway.mjs';

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });

test('a prompt is completed', async () => {
  const answer = await client.completions.create({ model, prompt: asked, max_tokens: 100 });
  assert.ok(answer.choices[0].text);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.ok(answer.usage.completion_tokens > 0);
});

test('a stream adds up to the whole answer', async () => {
  const wish = { model, prompt: asked, max_tokens: 100 };
  const whole = await client.completions.create(wish);
  const chunks = await collect(await client.completions.create({ ...wish, stream: true }));
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.text ?? '').join(''), whole.choices[0].text);
});

test('a refusal is a permission error', async () => {
  await assert.rejects(client.completions.create({ model: closed, prompt: asked }), OpenAI.PermissionDeniedError);
});

for (const encoding_format of [undefined, 'float']) {
  test(`texts are embedded, as ${encoding_format ?? 'the client likes it best'}`, async () => {
    const answer = await client.embeddings.create({ model: embeddings, input: ['rivers', 'lakes'], encoding_format });
    assert.deepEqual(answer.data.map((each) => each.index), [0, 1]);
    assert.ok(answer.data.every((each) => each.embedding.length > 0 && each.embedding.every(Number.isFinite)));
    assert.ok(answer.usage.total_tokens > 0);
  });
}
