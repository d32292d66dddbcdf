// Generated from events/quota-level.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "is required";

export const QUOTA_LEVEL_MESSAGES = {
  "#/required": MESSAGE_0,
};

// Contains code of these packages: ajv
export const validateQuotaLevel = validate20;
const func0 = Object.prototype.hasOwnProperty;

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/quota-level.schema.json" */;
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
if((data.percent === undefined) || (!(func0.call(data, "percent")))){
vErrors = noted(vErrors, instancePath, "#/required", "percent");
errors++;
}
if((data.crossing === undefined) || (!(func0.call(data, "crossing")))){
vErrors = noted(vErrors, instancePath, "#/required", "crossing");
errors++;
}
if((data.limit === undefined) || (!(func0.call(data, "limit")))){
vErrors = noted(vErrors, instancePath, "#/required", "limit");
errors++;
}
if(data.percent !== undefined && func0.call(data, "percent")){
let data0 = data.percent;
if(!((((data0 === 0) || (data0 === 80)) || (data0 === 90)) || (data0 === 100))){
vErrors = noted(vErrors, instancePath+"/percent", "#/properties/percent/enum");
errors++;
}
}
if(data.crossing !== undefined && func0.call(data, "crossing")){
let data1 = data.crossing;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
vErrors = noted(vErrors, instancePath+"/crossing", "#/properties/crossing/type");
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
vErrors = noted(vErrors, instancePath+"/crossing", "#/properties/crossing/minimum");
errors++;
}
}
}
if(data.limit !== undefined && func0.call(data, "limit")){
let data2 = data.limit;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
vErrors = noted(vErrors, instancePath+"/limit", "#/properties/limit/type");
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
vErrors = noted(vErrors, instancePath+"/limit", "#/properties/limit/minimum");
errors++;
}
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
validate20.evaluated = {"props":{"percent":true,"crossing":true,"limit":true},"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
