// The `openai` package on the older Completions, which Chat Completions has replaced.

import assert from 'node:assert/strict';
import test from 'node:test';

import OpenAI from 'openai';

import { asked, closed, collect, key, model, url } from './gateway.mjs';

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
