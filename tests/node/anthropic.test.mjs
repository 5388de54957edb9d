// The `@anthropic-ai/sdk` package on Messages.

import assert from 'node:assert/strict';
import test from 'node:test';

import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';

import {
  asked, askedForWeather, closed, collect, isRiver, key, model, pixel, policy, script, url, weather,
} from './gateway.mjs';

const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const { messages } = client;
const says = (content) => [{ role: 'user', content }];
const wish = { model, max_tokens: 1000, messages: says(asked) };
const tools = [{ name: weather.name, description: weather.description, input_schema: weather.schema }];
const text = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');
const call = (message) => message.content.find((block) => block.type === 'tool_use');
const result = (use) => ({ type: 'tool_result', tool_use_id: use.id, content: 'sunny' });

test('a whole answer has text, a stop reason and usage', async () => {
  const answer = await messages.create({ ...wish, system: 'Be brief.' });
  assert.ok(text(answer));
  assert.equal(answer.stop_reason, 'end_turn');
  assert.ok(answer.usage.input_tokens > 0);
  assert.ok(answer.usage.output_tokens > 0);
});

test('a key as a bearer token is taken too', async () => {
  const bearer = new Anthropic({ baseURL: url, apiKey: null, authToken: key, maxRetries: 0 });
  assert.ok(text(await bearer.messages.create(wish)));
});

test('a stream adds up to the whole answer, and blocks never nest', async () => {
  const whole = await messages.create(wish);
  const events = await collect(await messages.create({ ...wish, stream: true }));
  const deltas = events.filter((event) => event.type === 'content_block_delta').map((event) => event.delta.text ?? '');
  assert.equal(deltas.join(''), text(whole));
  assert.equal(events[0].type, 'message_start');
  assert.equal(events.at(-1).type, 'message_stop');
  let open = null;
  for (const event of events) {
    if (event.type === 'content_block_start') assert.equal(open, null), (open = event.index);
    if (event.type === 'content_block_delta') assert.equal(event.index, open);
    if (event.type === 'content_block_stop') assert.equal(event.index, open), (open = null);
  }
});

test('the accumulating stream ends in a whole message with usage', async () => {
  const answer = await messages.stream(wish).finalMessage();
  assert.ok(text(answer));
  assert.equal(answer.stop_reason, 'end_turn');
  assert.ok(answer.usage.output_tokens > 0);
});

test('a tool is called with whole input, and its result brings a text', async () => {
  const turns = says(askedForWeather);
  const first = await messages.create({ ...wish, messages: turns, tools });
  assert.equal(first.stop_reason, 'tool_use');
  const use = call(first);
  assert.equal(use.name, weather.name);
  assert.equal(typeof use.input.city, 'string');
  const answered = [...turns, { role: 'assistant', content: first.content }, { role: 'user', content: [result(use)] }];
  assert.ok(text(await messages.create({ ...wish, messages: answered, tools })));
});

test('streamed input is whole', async () => {
  const answer = await messages.stream({ ...wish, messages: says(askedForWeather), tools }).finalMessage();
  assert.equal(answer.stop_reason, 'tool_use');
  assert.equal(typeof call(answer).input.city, 'string');
});

for (const stream of [false, true]) {
  test(`the tool runner loops until there is a text, ${stream ? 'streamed' : 'whole'}`, async () => {
    const cities = [];
    const run = ({ city }) => (cities.push(city), 'sunny');
    const tool = betaTool({ name: weather.name, description: weather.description, inputSchema: weather.schema, run });
    const runner = client.beta.messages.toolRunner({ ...wish, messages: says(askedForWeather), tools: [tool], stream });
    assert.ok(text(await runner.runUntilDone()));
    assert.equal(cities.length, 1);
  });
}

test('structured output is parsed', async () => {
  const River = z.object({ name: z.string(), length: z.number().int() });
  const answer = await messages.parse({ ...wish, output_config: { format: zodOutputFormat(River) } });
  assert.ok(isRiver(answer.parsed_output));
});

test('an image in the prompt is taken', async () => {
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } };
  const answer = await messages.create({ ...wish, messages: says([{ type: 'text', text: 'What is this?' }, image]) });
  assert.ok(text(answer));
});

test('thoughts are blocks of their own, whole and streamed', async (t) => {
  const said = { reasoning: 'Rivers flow.', text: 'They do.' };
  await script(t, said, said);
  const thinking = { ...wish, max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 1024 } };
  for (const answer of [await messages.create(thinking), await messages.stream(thinking).finalMessage()]) {
    assert.deepEqual(answer.content.map((block) => block.type), ['thinking', 'text']);
    assert.equal(answer.content[0].thinking, said.reasoning);
    assert.equal(text(answer), said.text);
  }
});

test('tokens are counted without a call', async () => {
  const { model, messages: turns } = wish;
  assert.ok((await messages.countTokens({ model, messages: turns })).input_tokens > 0);
});

test('a wrong key is an authentication error', async () => {
  const stranger = new Anthropic({ baseURL: url, apiKey: 'fl-stolen', maxRetries: 0 });
  await assert.rejects(stranger.messages.create(wish), Anthropic.AuthenticationError);
});

test('a refusal is a permission error that names the policy', async () => {
  await assert.rejects(messages.create({ ...wish, model: closed }), (error) => {
    assert.ok(error instanceof Anthropic.PermissionDeniedError);
    assert.equal(error.error.error.type, 'permission_error');
    assert.equal(error.error.error.policy, policy);
    return true;
  });
});

test('a refusal of a stream is a permission error too', async () => {
  await assert.rejects(messages.create({ ...wish, model: closed, stream: true }), Anthropic.PermissionDeniedError);
});

test('an unknown model is not found', async () => {
  await assert.rejects(messages.create({ ...wish, model: 'sim/nothing' }), Anthropic.NotFoundError);
});
