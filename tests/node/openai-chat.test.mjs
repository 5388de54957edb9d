// The `openai` package on Chat Completions.

import assert from 'node:assert/strict';
import test from 'node:test';

import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import { asked, askedForWeather, closed, collect, isRiver, key, model, pixel, policy, url, weather } from './gateway.mjs';

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const says = (content) => [{ role: 'user', content }];
const tools = [
  { type: 'function', function: { name: weather.name, description: weather.description, parameters: weather.schema } },
];
const chat = client.chat.completions;

test('a whole answer has text, a finish and usage', async () => {
  const answer = await chat.create({ model, messages: says(asked) });
  assert.ok(answer.choices[0].message.content);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  assert.ok(answer.usage.completion_tokens > 0);
});

test('a stream adds up to the whole answer, and its last chunk has usage', async () => {
  const whole = await chat.create({ model, messages: says(asked) });
  const stream = await chat.create({
    model, messages: says(asked), stream: true, stream_options: { include_usage: true },
  });
  const chunks = await collect(stream);
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), whole.choices[0].message.content);
  assert.equal(chunks.at(-1).usage.total_tokens, whole.usage.total_tokens);
});

test('the accumulating stream ends in a whole completion', async () => {
  const answer = await chat.stream({ model, messages: says(asked) }).finalChatCompletion();
  assert.ok(answer.choices[0].message.content);
});

test('a tool is called with whole arguments, and its result brings a text', async () => {
  const messages = says(askedForWeather);
  const first = (await chat.create({ model, messages, tools })).choices[0];
  assert.equal(first.finish_reason, 'tool_calls');
  const [call] = first.message.tool_calls;
  assert.equal(call.function.name, weather.name);
  assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');
  const result = { role: 'tool', tool_call_id: call.id, content: 'sunny' };
  const second = await chat.create({ model, messages: [...messages, first.message, result], tools });
  assert.ok(second.choices[0].message.content);
});

test('streamed arguments are whole', async () => {
  const answer = await chat.stream({ model, messages: says(askedForWeather), tools }).finalChatCompletion();
  const [call] = answer.choices[0].message.tool_calls;
  assert.ok(call.id);
  assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');
});

for (const stream of [false, true]) {
  test(`the tool runner loops until there is a text, ${stream ? 'streamed' : 'whole'}`, async () => {
    const cities = [];
    const run = ({ city }) => (cities.push(city), 'sunny');
    const runner = chat.runTools({
      model, stream, messages: says(askedForWeather),
      tools: [{ type: 'function', function: { ...tools[0].function, function: run, parse: JSON.parse } }],
    });
    assert.ok(await runner.finalContent());
    assert.equal(cities.length, 1);
  });
}

test('structured output is parsed', async () => {
  const River = z.object({ name: z.string(), length: z.number().int() });
  const answer = await chat.parse({ model, messages: says(asked), response_format: zodResponseFormat(River, 'river') });
  assert.ok(isRiver(answer.choices[0].message.parsed));
});

test('an image in the prompt is taken', async () => {
  const answer = await chat.create({
    model,
    messages: says([
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
    ]),
  });
  assert.ok(answer.choices[0].message.content);
});

test('a wrong key is an authentication error', async () => {
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'fl-stolen', maxRetries: 0 });
  await assert.rejects(stranger.chat.completions.create({ model, messages: says(asked) }), OpenAI.AuthenticationError);
});

test('a refusal is a permission error that names the policy', async () => {
  await assert.rejects(chat.create({ model: closed, messages: says(asked) }), (error) => {
    assert.ok(error instanceof OpenAI.PermissionDeniedError);
    assert.equal(error.code, 'policy_refused');
    assert.equal(error.error.policy, policy);
    return true;
  });
});

test('a refusal of a stream is a permission error too', async () => {
  const refused = chat.create({ model: closed, messages: says(asked), stream: true });
  await assert.rejects(refused, OpenAI.PermissionDeniedError);
});

test('an unknown model is not found', async () => {
  await assert.rejects(chat.create({ model: 'sim/nothing', messages: says(asked) }), OpenAI.NotFoundError);
});

test('a broken request is a bad request that names the parameter', async () => {
  await assert.rejects(chat.create({ model, messages: [] }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, 'messages');
    return true;
  });
});

test('models lists what the key reaches', async () => {
  const listed = await collect(client.models.list());
  assert.ok(listed.some((each) => each.id === model));
});
