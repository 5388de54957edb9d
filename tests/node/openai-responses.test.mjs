// The `openai` package on Responses.

import assert from 'node:assert/strict';
import test from 'node:test';

import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import {
  asked, askedForWeather, closed, collect, isRiver, key, model, pixel, policy, script, url, weather,
} from './gateway.mjs';

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const { responses } = client;
const tools = [
  { type: 'function', name: weather.name, description: weather.description, parameters: weather.schema, strict: true },
];
const calls = (answer) => answer.output.filter((item) => item.type === 'function_call');
const result = (call) => ({ type: 'function_call_output', call_id: call.call_id, output: 'sunny' });

test('a whole answer has text, a status and usage', async () => {
  const answer = await responses.create({ model, instructions: 'Be brief.', input: asked });
  assert.ok(answer.output_text);
  assert.equal(answer.status, 'completed');
  assert.equal(answer.usage.total_tokens, answer.usage.input_tokens + answer.usage.output_tokens);
  assert.ok(answer.usage.output_tokens > 0);
});

test('a stream adds up to its last event', async () => {
  const events = await collect(await responses.create({ model, input: asked, stream: true }));
  const text = events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta).join('');
  const last = events.at(-1);
  assert.equal(events[0].type, 'response.created');
  assert.equal(last.type, 'response.completed');
  assert.ok(text);
  assert.equal(last.response.output.at(-1).content[0].text, text);
  assert.ok(last.response.usage.total_tokens > 0);
  assert.deepEqual(events.map((event) => event.sequence_number), events.map((_, index) => index));
});

test('the accumulating stream ends in a whole response', async () => {
  const answer = await responses.stream({ model, input: asked }).finalResponse();
  assert.ok(answer.output_text);
});

test('a tool is called with whole arguments, and its result brings a text', async () => {
  const input = [{ role: 'user', content: askedForWeather }];
  const first = await responses.create({ model, input, tools });
  const [call] = calls(first);
  assert.equal(call.name, weather.name);
  assert.equal(typeof JSON.parse(call.arguments).city, 'string');
  const second = await responses.create({ model, input: [...input, ...first.output, result(call)], tools });
  assert.ok(second.output_text);
});

test('a tool is called in a stream, and its result brings a text', async () => {
  const input = [{ role: 'user', content: askedForWeather }];
  const stream = responses.stream({ model, input, tools });
  const pieces = (await collect(stream)).filter((event) => event.type === 'response.function_call_arguments.delta');
  const first = await stream.finalResponse();
  const [call] = calls(first);
  assert.equal(pieces.map((piece) => piece.delta).join(''), call.arguments);
  assert.equal(typeof JSON.parse(call.arguments).city, 'string');
  const second = await responses.stream({ model, input: [...input, ...first.output, result(call)], tools }).finalResponse();
  assert.ok(second.output_text);
});

test('structured output is parsed', async () => {
  const River = z.object({ name: z.string(), length: z.number().int() });
  const answer = await responses.parse({ model, input: asked, text: { format: zodTextFormat(River, 'river') } });
  assert.ok(isRiver(answer.output_parsed));
});

test('an image in the prompt is taken', async () => {
  const content = [
    { type: 'input_text', text: 'What is this?' },
    { type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${pixel}` },
  ];
  const answer = await responses.create({ model, input: [{ role: 'user', content }] });
  assert.ok(answer.output_text);
});

test('thoughts are items of their own, whole and streamed', async (t) => {
  const said = { reasoning: 'Rivers flow.', text: 'They do.' };
  await script(t, said, said);
  const wish = { model, input: asked, reasoning: { effort: 'low', summary: 'auto' } };
  const whole = await responses.create(wish);
  const streamed = await responses.stream(wish).finalResponse();
  for (const answer of [whole, streamed]) {
    const [thought] = answer.output.filter((item) => item.type === 'reasoning');
    const texts = [...thought.summary, ...(thought.content ?? [])].map((part) => part.text);
    assert.deepEqual(texts, [said.reasoning]);
    assert.equal(answer.output_text, said.text);
  }
});

test('a wrong key is an authentication error', async () => {
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'fl-stolen', maxRetries: 0 });
  await assert.rejects(stranger.responses.create({ model, input: asked }), OpenAI.AuthenticationError);
});

test('a refusal is a permission error that names the policy', async () => {
  await assert.rejects(responses.create({ model: closed, input: asked }), (error) => {
    assert.ok(error instanceof OpenAI.PermissionDeniedError);
    assert.equal(error.error.policy, policy);
    return true;
  });
});

test('an unknown model is not found', async () => {
  await assert.rejects(responses.create({ model: 'sim/nothing', input: asked }), OpenAI.NotFoundError);
});
