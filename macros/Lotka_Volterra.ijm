// Prey and predators from four observations of the prey, and from nine observations of the predators besides:
// the posterior of the rates and the predicted populations get narrower. The observations were simulated with
// alpha = 1.5, beta = 1.4, gamma = 2.2 and delta = 1.7.
var folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder with lotka_volterra.onnx, for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// Copy the model that comes with InferJ into the folder; this one is trained far too briefly to be good.
var model = folder + "lotka_volterra.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=lotka_volterra simulations=100 steps=2 batchsize=32 modelfile=[" + model + "]");

prey = "0.8,1.885,\n3.1,0.698,\n5.6,1.170,\n10.2,0.620,\n";
predator = "0.5,,0.445\n1.9,,2.121\n3.4,,0.563\n4.8,,1.063\n6.6,,0.726\n8.1,,0.789\n9.7,,1.277\n11.8,,0.819\n13.9,,0.963\n";
infer("four prey", "prey", prey);
infer("nine predators too", "prey, predator", prey + predator);

function infer(name, given, rows) {
	table = folder + name + " observed.csv";
	File.saveString("time,prey,predator\n" + rows, table);
	run("InferJ Conditional...", "modelfile=[" + model + "] tablefile=[" + table + "] given=[" + given
		+ "] wanted=[parameters, data] times=[0..15 by 0.5] draws=200 seed=1 posteriorfile=[" + folder + name
		+ " rates.csv] plotfile=[" + folder + name + " rates.png] functionfile=[" + folder + name
		+ " populations.csv] functionplotfile=[" + folder + name + " populations.png] overwrite=true");
}
