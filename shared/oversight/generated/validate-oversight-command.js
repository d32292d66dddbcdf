// Generated from events/oversight-command.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "must be a JSON object";
const MESSAGE_1 = "is not a known field";
const MESSAGE_2 = "is required";
const MESSAGE_3 = "must be status, block, unblock, blocked, list-keys, show-key, request-key or show-request";
const MESSAGE_4 = "must be 1 to 128 printable characters of ASCII without a space, such as acme";
const MESSAGE_5 = "must be 1 to 200 printable characters, not all of them spaces";
const MESSAGE_6 = "must be true, or left out";
const MESSAGE_7 = "must be a text of at most 64 characters";
const MESSAGE_8 = "must be a time in UTC, such as 2026-11-30T05:00:00.000Z";
const MESSAGE_9 = "must be an object";
const MESSAGE_10 = "must be a whole number from 1 to 200";
const MESSAGE_11 = "must be a text of at most 200 characters";

export const OVERSIGHT_COMMAND_MESSAGES = {
  "#/type": MESSAGE_0,
  "#/additionalProperties": MESSAGE_1,
  "#/required": MESSAGE_2,
  "#/properties/command/enum": MESSAGE_3,
  "#/properties/tenantId/type": MESSAGE_4,
  "#/properties/tenantId/pattern": MESSAGE_4,
  "#/properties/reason/type": MESSAGE_5,
  "#/properties/reason/maxLength": MESSAGE_5,
  "#/properties/reason/pattern": MESSAGE_5,
  "#/properties/reason/not": MESSAGE_5,
  "#/properties/planOnly/const": MESSAGE_6,
  "#/properties/keyName/type": MESSAGE_7,
  "#/properties/keyName/maxLength": MESSAGE_7,
  "#/properties/requestId/type": MESSAGE_7,
  "#/properties/requestId/maxLength": MESSAGE_7,
  "#/properties/acceptedAt/type": MESSAGE_8,
  "#/properties/acceptedAt/format": MESSAGE_8,
  "#/properties/request/type": MESSAGE_9,
  "#/properties/request/additionalProperties": MESSAGE_1,
  "#/properties/keyState/type": MESSAGE_7,
  "#/properties/keyState/maxLength": MESSAGE_7,
  "#/properties/keyUsage/type": MESSAGE_7,
  "#/properties/keyUsage/maxLength": MESSAGE_7,
  "#/properties/limit/type": MESSAGE_10,
  "#/properties/limit/minimum": MESSAGE_10,
  "#/properties/limit/maximum": MESSAGE_10,
  "#/properties/cursor/type": MESSAGE_11,
  "#/properties/cursor/maxLength": MESSAGE_11,
};

// Contains code of these packages: ajv
export const validateOversightCommand = validate20;
const func0 = Object.prototype.hasOwnProperty;
const func65 = function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
};
const pattern4 = new RegExp("^[!-~]{1,128}$", "u");
const pattern5 = new RegExp("[\\x00-\\x1f\\x7f-\\x9f]", "u");
const pattern6 = new RegExp("[^ ]", "u");
const formats0 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/;

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/oversight-command.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.command === undefined) || (!(func0.call(data, "command")))){
vErrors = noted(vErrors, instancePath, "#/required", "command");
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call({"command":0,"tenantId":0,"reason":0,"planOnly":0,"keyName":0,"requestId":0,"acceptedAt":0,"request":0,"keyState":0,"keyUsage":0,"limit":0,"cursor":0}, key0))){
vErrors = noted(vErrors, instancePath, "#/additionalProperties", key0);
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data0 = data.command;
if(!((((((((data0 === "status") || (data0 === "block")) || (data0 === "unblock")) || (data0 === "blocked")) || (data0 === "list-keys")) || (data0 === "show-key")) || (data0 === "request-key")) || (data0 === "show-request"))){
vErrors = noted(vErrors, instancePath+"/command", "#/properties/command/enum");
errors++;
}
}
if(data.tenantId !== undefined && func0.call(data, "tenantId")){
let data1 = data.tenantId;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
vErrors = noted(vErrors, instancePath+"/tenantId", "#/properties/tenantId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/tenantId", "#/properties/tenantId/type");
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
let data2 = data.reason;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var valid1 = _errs8 === errors;
if(valid1){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/not");
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
if(typeof data2 === "string"){
if(func65(data2) > 200){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/maxLength");
errors++;
}
if(!pattern6.test(data2)){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/type");
errors++;
}
}
if(data.planOnly !== undefined && func0.call(data, "planOnly")){
if(true !== data.planOnly){
vErrors = noted(vErrors, instancePath+"/planOnly", "#/properties/planOnly/const");
errors++;
}
}
if(data.keyName !== undefined && func0.call(data, "keyName")){
let data4 = data.keyName;
if(typeof data4 === "string"){
if(func65(data4) > 64){
vErrors = noted(vErrors, instancePath+"/keyName", "#/properties/keyName/maxLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/keyName", "#/properties/keyName/type");
errors++;
}
}
if(data.requestId !== undefined && func0.call(data, "requestId")){
let data5 = data.requestId;
if(typeof data5 === "string"){
if(func65(data5) > 64){
vErrors = noted(vErrors, instancePath+"/requestId", "#/properties/requestId/maxLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/requestId", "#/properties/requestId/type");
errors++;
}
}
if(data.acceptedAt !== undefined && func0.call(data, "acceptedAt")){
let data6 = data.acceptedAt;
if(typeof data6 === "string"){
if(!(formats0.test(data6))){
vErrors = noted(vErrors, instancePath+"/acceptedAt", "#/properties/acceptedAt/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/acceptedAt", "#/properties/acceptedAt/type");
errors++;
}
}
if(data.request !== undefined && func0.call(data, "request")){
let data7 = data.request;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
}
else {
vErrors = noted(vErrors, instancePath+"/request", "#/properties/request/type");
errors++;
}
}
if(data.keyState !== undefined && func0.call(data, "keyState")){
let data8 = data.keyState;
if(typeof data8 === "string"){
if(func65(data8) > 64){
vErrors = noted(vErrors, instancePath+"/keyState", "#/properties/keyState/maxLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/keyState", "#/properties/keyState/type");
errors++;
}
}
if(data.keyUsage !== undefined && func0.call(data, "keyUsage")){
let data9 = data.keyUsage;
if(typeof data9 === "string"){
if(func65(data9) > 64){
vErrors = noted(vErrors, instancePath+"/keyUsage", "#/properties/keyUsage/maxLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/keyUsage", "#/properties/keyUsage/type");
errors++;
}
}
if(data.limit !== undefined && func0.call(data, "limit")){
let data10 = data.limit;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
vErrors = noted(vErrors, instancePath+"/limit", "#/properties/limit/type");
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 200 || isNaN(data10)){
vErrors = noted(vErrors, instancePath+"/limit", "#/properties/limit/maximum");
errors++;
}
if(data10 < 1 || isNaN(data10)){
vErrors = noted(vErrors, instancePath+"/limit", "#/properties/limit/minimum");
errors++;
}
}
}
if(data.cursor !== undefined && func0.call(data, "cursor")){
let data11 = data.cursor;
if(typeof data11 === "string"){
if(func65(data11) > 200){
vErrors = noted(vErrors, instancePath+"/cursor", "#/properties/cursor/maxLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/cursor", "#/properties/cursor/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath, "#/type");
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
