// Vercel's `ai` package with `@openrouter/ai-sdk-provider`, on the paths that OpenRouter's clients know.

import assert from 'node:assert/strict';
import test from 'node:test';

import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { APICallError, embedMany, generateObject, generateText, isStepCount, jsonSchema, streamObject, streamText, tool } from 'ai';

import {
  asked, askedForWeather, closed, collect, embeddings, isRiver, key, model, pixel, river, script, url, weather,
} from './gateway.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;
const routerOf = (apiKey) => createOpenRouter({ apiKey, baseURL: `${url}/api/v1`, compatibility: 'strict' });
const router = routerOf(key);
const chat = router.chat(model, { usage: { include: true } });
const plain = { model: chat, prompt: asked, maxRetries: 0 };
const tools = {
  [weather.name]: tool({
    description: weather.description, inputSchema: jsonSchema(weather.schema), execute: async () => 'sunny',
  }),
};
const hasStatus = (status) => (error) => {
  assert.ok(APICallError.isInstance(error));
  assert.equal(error.statusCode, status);
  return true;
};
const isCosted = (metadata) => {
  const { usage, provider } = metadata.openrouter;
  assert.ok(usage.cost > 0);
  assert.ok(usage.totalTokens > 0);
  assert.ok(provider);
};

test('generateText has text, usage, provider and cost', async () => {
  const answer = await generateText(plain);
  assert.ok(answer.text);
  assert.equal(answer.finishReason, 'stop');
  assert.equal(answer.usage.totalTokens, answer.usage.inputTokens + answer.usage.outputTokens);
  isCosted(answer.providerMetadata);
});

test('streamText adds up to the whole answer, with usage, provider and cost', async () => {
  const whole = await generateText(plain);
  const answer = streamText(plain);
  assert.equal((await collect(answer.textStream)).join(''), whole.text);
  assert.equal((await answer.usage).totalTokens, whole.usage.totalTokens);
  assert.equal(await answer.finishReason, 'stop');
  isCosted(await answer.providerMetadata);
});

test('tools are called in steps until there is a text', async () => {
  const answer = await generateText({ ...plain, prompt: askedForWeather, tools, stopWhen: isStepCount(4) });
  assert.equal(answer.steps.length, 2);
  assert.equal(answer.steps[0].finishReason, 'tool-calls');
  assert.equal(typeof answer.steps[0].toolCalls[0].input.city, 'string');
  assert.equal(answer.steps[0].toolResults[0].output, 'sunny');
  assert.ok(answer.text);
});

test('tools are called in streamed steps until there is a text', async () => {
  const answer = streamText({ ...plain, prompt: askedForWeather, tools, stopWhen: isStepCount(4) });
  const text = (await collect(answer.textStream)).join('');
  const steps = await answer.steps;
  assert.equal(steps.length, 2);
  assert.equal(typeof steps[0].toolCalls[0].input.city, 'string');
  assert.ok(text);
});

test('generateObject follows its schema', async () => {
  const answer = await generateObject({ ...plain, schema: jsonSchema(river) });
  assert.ok(isRiver(answer.object));
});

test('streamObject follows its schema', async () => {
  const answer = streamObject({ ...plain, schema: jsonSchema(river) });
  await collect(answer.partialObjectStream);
  assert.ok(isRiver(await answer.object));
});

test('an image in the prompt is taken', async () => {
  const image = { type: 'file', data: pixel, mediaType: 'image/png' };
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, image] }];
  const answer = await generateText({ model: chat, messages, maxRetries: 0 });
  assert.ok(answer.text);
});

test('thoughts are reasoning, whole and streamed', async (t) => {
  const said = { reasoning: 'Rivers flow.', text: 'They do.' };
  await script(t, said, said);
  const thinking = { ...plain, model: router.chat(model, { reasoning: { effort: 'low' } }) };
  const whole = await generateText(thinking);
  assert.equal(whole.reasoningText, said.reasoning);
  assert.equal(whole.text, said.text);
  const streamed = streamText(thinking);
  const parts = await collect(streamed.fullStream);
  const join = (type) => parts.filter((part) => part.type === type).map((part) => part.text).join('');
  assert.equal(join('reasoning-delta'), said.reasoning);
  assert.equal(join('text-delta'), said.text);
});

test('texts are embedded', async () => {
  const embedder = router.textEmbeddingModel(embeddings);
  const answer = await embedMany({ model: embedder, values: ['rivers', 'lakes'], maxRetries: 0 });
  assert.equal(answer.embeddings.length, 2);
  assert.ok(answer.embeddings.flat().every(Number.isFinite));
});

test('a wrong key is an error with status 401', async () => {
  await assert.rejects(generateText({ ...plain, model: routerOf('fl-stolen').chat(model) }), hasStatus(401));
});

test('a refusal is an error with status 403', async () => {
  await assert.rejects(generateText({ ...plain, model: router.chat(closed) }), hasStatus(403));
});

test('a refusal of a stream is an error part with status 403', async () => {
  const answer = streamText({ ...plain, model: router.chat(closed), onError: () => {} });
  const [failed] = (await collect(answer.fullStream)).filter((part) => part.type === 'error');
  hasStatus(403)(failed.error);
});

test('an unknown model is an error with status 404', async () => {
  await assert.rejects(generateText({ ...plain, model: router.chat('sim/nothing') }), hasStatus(404));
});
